import { afterAll, beforeAll, expect, it } from "vitest";
import type { DataState } from "../../src/api/data.js";
import type { DataRequest } from "../../src/core/data-source.js";
import { dataRoute } from "../../src/server/routes/data.js";
import { DEMO_RUNS, DEMO_SWEEP } from "../fixtures/demo-store.js";
import { type Demo, openDemo } from "./demo.js";

let demo: Demo;
const asked: DataRequest[] = [];
beforeAll(() => {
  demo = openDemo();
  const { data } = demo.deps;
  demo.deps.data = {
    look(request) {
      asked.push(request);
      return data.look(request);
    },
  };
});
afterAll(() => demo.remove());

async function getData(query: Record<string, string>): Promise<DataState> {
  const reply = await dataRoute(demo.deps).handle({ params: {}, query });
  if (reply.type !== "json") throw new Error("expected JSON");
  return reply.value as DataState;
}

it("tells how far the look has come, and then what it saw", async () => {
  expect(await getData({ run: DEMO_RUNS.plain })).toMatchObject({
    state: "working",
    progress: { done: 20 },
  });
  expect(await getData({ run: DEMO_RUNS.plain })).toMatchObject({
    state: "ready",
    look: { side: 28 },
  });
});

it("takes a sweep's data from a run of it, or else from its experiment", async () => {
  await getData({ sweep: DEMO_SWEEP });
  expect(asked.at(-1)).toEqual({ kind: "run", id: DEMO_RUNS.plain });
  const { store } = demo.deps;
  const metric = { name: "m", goal: "maximize" as const };
  const file = `${demo.runsDir.replace(/runs$/, "")}experiments/new.yaml`;
  store.saveSweep({ name: "new", description: "", source: "", file, method: "grid", metric }, 1);
  await getData({ sweep: "new" });
  expect(asked.at(-1)).toEqual({ kind: "experiment", file: "experiments/new.yaml" });
});

it("asks for the default data where nobody says whose", async () => {
  await getData({});
  expect(asked.at(-1)).toEqual({ kind: "default" });
});

it("wants to know of one thing whose data", async () => {
  await expect(getData({ run: "a", sweep: "b" })).rejects.toThrow(
    "expected at most one of `run`, `sweep` and `experiment`, got 2",
  );
  await expect(getData({ run: "nope" })).rejects.toThrow(
    "run: expected the id of a run, got `nope`",
  );
});
