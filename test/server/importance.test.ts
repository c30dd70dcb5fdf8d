import { afterAll, beforeAll, expect, it } from "vitest";
import type { ImportanceReport } from "../../src/api/importance.js";
import { importanceRoute } from "../../src/server/routes/importance.js";
import { DEMO_SWEEP, logEpoch } from "../fixtures/demo-store.js";
import { type Demo, openDemo } from "./demo.js";

let demo: Demo;
beforeAll(() => {
  demo = openDemo();
});
afterAll(() => demo.remove());

async function getImportance(query: Record<string, string>): Promise<ImportanceReport> {
  const reply = await importanceRoute(demo.deps).handle({ params: {}, query });
  if (reply.type !== "json") throw new Error("expected JSON");
  return reply.value as ImportanceReport;
}

it("is about the runs that have a value, judged by the sweep's metric", async () => {
  const report = await getImportance({ sweep: DEMO_SWEEP });
  expect(report).toMatchObject({
    metric: { name: "val_accuracy", goal: "maximize" },
    runs: 3,
    without: 2,
  });
  expect(report.parameters.map(({ name }) => name)).toContain("batch_norm");
  expect(report.note).toMatch(/^Importance needs 4 runs/);
});

it("takes a filter and another metric, whose goal its name tells", async () => {
  const report = await getImportance({
    sweep: DEMO_SWEEP,
    where: "batch_norm = false",
    metric: "val_loss",
  });
  expect(report).toMatchObject({
    metric: { name: "val_loss", goal: "minimize" },
    runs: 2,
    without: 1,
  });
});

it("is measured once for the same runs with the same values, and again after another value", async () => {
  const given: number[] = [];
  const measure = demo.deps.measureImportance;
  const route = importanceRoute({
    ...demo.deps,
    measureImportance: (trials, goal) => {
      given.push(trials.length);
      return measure(trials, goal);
    },
  });
  const ask = (where = "") => route.handle({ params: {}, query: { sweep: DEMO_SWEEP, where } });
  const [first, second] = await Promise.all([ask(), ask()]);
  expect(second).toEqual(first);
  await ask("batch_norm = false");
  expect(given).toEqual([3, 2]);
  const [run] = demo.deps.store.listRuns();
  demo.deps.store.annotateRuns([run?.id ?? ""], { note: "changed" });
  await ask();
  expect(given).toEqual([3, 2]);
  const [running] = demo.deps.store.listRuns({ state: "running" });
  logEpoch(demo.deps.store, running?.id ?? "", 20, 0.999, 0);
  await ask();
  expect(given).toEqual([3, 2, 3]);
});

it("asks again after a failure", async () => {
  let asked = 0;
  const route = importanceRoute({
    ...demo.deps,
    measureImportance: async () => {
      asked++;
      throw new Error("no memory");
    },
  });
  const ask = async () => route.handle({ params: {}, query: { sweep: DEMO_SWEEP } });
  await expect(ask()).rejects.toThrow("no memory");
  await expect(ask()).rejects.toThrow("no memory");
  expect(asked).toBe(2);
});

it("wants a metric where no sweep names one", async () => {
  await expect(getImportance({})).rejects.toThrow("metric: expected the name of a metric");
  await expect(getImportance({ sweep: "none" })).rejects.toThrow("sweep: expected one of");
});
