import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { EnsembleReply } from "../../src/api/ensemble.js";
import type { SweepList } from "../../src/api/sweeps.js";
import { createRoutes } from "../../src/server/routes/index.js";
import { addEnsemble, DEMO_ENSEMBLE } from "../fixtures/demo-ensemble.js";
import { DEMO_RUNS } from "../fixtures/demo-store.js";
import { type Demo, openDemo } from "./demo.js";

let demo: Demo;
beforeAll(() => {
  demo = openDemo();
  addEnsemble(demo.deps.store, demo.runsDir);
});
afterAll(() => demo.remove());

test("an ensemble's members are told with their weights, and how it compares with the best of them, by equal views first", async () => {
  const { ensemble } = await getJson<EnsembleReply>("/api/runs/:id/ensemble", DEMO_ENSEMBLE);
  expect(ensemble).toMatchObject({ candidates: 2, views: 5, fittedAccuracy: 0.9725 });
  expect(ensemble?.members.map(({ runs, weight }) => [runs, weight])).toEqual([
    [["eeee00000002"], 0.75],
    [["eeee00000003"], 0.25],
  ]);
  expect(ensemble?.score?.rows).toBe(420);
  expect(ensemble?.versusBest?.sentence).toBe(
    "Against its best member over the same 5 views `batch_norm=true`: −2.14 points (92.86 % against 95.00 %), worse beyond noise (p = 0.035). Against its best member on the picture alone `batch_norm=true`: +0.00 points on 420 validation rows, within noise (p = 1.00).",
  );
});

test("one of an earlier version, which kept its members' accuracies over the views alone, is compared without a test", async () => {
  const old = openDemo();
  onTestFinished(() => old.remove());
  addEnsemble(old.deps.store, old.runsDir, { tta_accuracy: 0.95 });
  const { ensemble } = await getJson<EnsembleReply>("/api/runs/:id/ensemble", DEMO_ENSEMBLE, old);
  expect(ensemble?.versusBest?.sentence).toMatch(
    /^Against its best member over the same 5 views `batch_norm=true`: −2.14 points \(92.86 % against 95.00 %\), without a test\. /,
  );
});

test("a run that is none has no members to tell of", async () => {
  const { plain, augmented } = DEMO_RUNS;
  for (const id of [plain, augmented])
    expect(await getJson("/api/runs/:id/ensemble", id)).toEqual({ ensemble: null });
});

test("an experiment of ensembles has no file", async () => {
  const { sweeps } = await getJson<SweepList>("/api/sweeps");
  expect(sweeps.find(({ name }) => name === "nets-ensemble")?.file).toBe("");
});

async function getJson<T>(path: string, id?: string, from = demo): Promise<T> {
  const route = createRoutes(from.deps).find((each) => each.path === path);
  if (!route) throw new Error(`no route ${path}`);
  const reply = await route.handle({ params: id === undefined ? {} : { id }, query: {} });
  if (reply.type !== "json") throw new Error(`expected JSON, got ${reply.type}`);
  return JSON.parse(JSON.stringify(reply.value)) as T; // as it travels
}
