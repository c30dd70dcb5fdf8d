import { afterEach, beforeEach, expect, it } from "vitest";
import { groupRuns } from "../../src/selection/group-runs.js";
import { studentT95 } from "../../src/selection/student-t.js";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import type { Store } from "../../src/store/store.js";
import { batch, newRun, newSweep, point } from "../store/examples.js";

let store: Store;
beforeEach(() => {
  store = openSqliteStore({ file: ":memory:" });
});
afterEach(() => store.close());

it("Student's t agrees with published tables", () => {
  const table = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281];
  table.forEach((value, i) => {
    expect(studentT95(i + 1)).toBeCloseTo(value, 4);
  });
  expect(studentT95(30)).toBeCloseTo(2.0423, 4);
  expect(studentT95(1000)).toBeCloseTo(1.9623, 4);
  expect(() => studentT95(0)).toThrow("studentT95: expected a whole number from 1, got 0");
});

it("a group has mean, deviation, interval and best of its runs' best values, the best mean first", () => {
  const values = { a: [0.1, 0.2, 0.6], b: [0.5], c: [] };
  const runs = Object.entries(values).flatMap(([optimizer, losses]) =>
    [...losses, Number.NaN].map((loss, i) => ({ id: `${optimizer}${i}`, optimizer, loss })),
  );
  const sweep = store.saveSweep(newSweep(), 10);
  store.setSweepRuns(
    sweep.id,
    runs.map(({ id, optimizer }) => {
      const run = newRun(id);
      return { ...run, definition: { ...run.definition, parameters: { optimizer } } };
    }),
    10,
  );
  for (const { id, loss } of runs) {
    store.claimRun(id, 20);
    store.ingest(batch(id, 9, { metrics: [point(0, loss)] }), 30);
  }
  const groups = groupRuns({
    store,
    query: { sweepId: sweep.id, now: 100, lost: () => ["a1", "b0"] },
    by: [{ kind: "parameter", name: "optimizer" }],
    metric: { name: "loss", goal: "minimize" },
  });
  expect(groups.map(({ values: [value], runs, n }) => [value, runs, n])).toEqual([
    ["a", 4, 3],
    ["b", 2, 1],
    ["c", 1, 0],
  ]);
  const [a, b, c] = groups;
  expect(a?.mean).toBeCloseTo(0.3, 12);
  expect(a?.sd).toBeCloseTo(Math.sqrt(0.07), 12);
  expect(a?.high).toBeCloseTo(0.3 + (4.302653 * Math.sqrt(0.07)) / Math.sqrt(3), 5);
  expect(a).toMatchObject({
    best: 0.1,
    bestRun: "a0",
    states: { running: 4, finished: 0 },
    lost: 1,
  });
  expect(b).toMatchObject({ mean: 0.5, sd: null, low: null });
  expect(c).toMatchObject({ mean: null, best: null, bestRun: null });
});

it("all folds of a seed count as one, with their mean; without the value of every fold they do not count", () => {
  const values = { a: [0.1, 0.3], b: [0.7] };
  const runs = Object.entries(values).flatMap(([optimizer, losses]) =>
    [0, 1].map((index) => ({ id: `${optimizer}${index}`, optimizer, index, loss: losses[index] })),
  );
  const sweep = store.saveSweep(newSweep(), 10);
  store.setSweepRuns(
    sweep.id,
    runs.map(({ id, optimizer, index }) => {
      const run = newRun(id);
      const fold = { index, count: 2 };
      return { ...run, definition: { ...run.definition, parameters: { optimizer }, fold } };
    }),
    10,
  );
  for (const { id, loss } of runs) {
    store.claimRun(id, 20);
    if (loss !== undefined) store.ingest(batch(id, 9, { metrics: [point(0, loss)] }), 30);
  }
  const groupsBy = (name: "variant" | "fold") =>
    groupRuns({
      store,
      query: { sweepId: sweep.id, now: 100 },
      by: [{ kind: "builtin", name }],
      metric: { name: "loss", goal: "minimize" },
    });
  const [a, b] = groupsBy("variant");
  expect(a).toMatchObject({ runs: 2, n: 1, incomplete: 0, best: 0.2 });
  expect(a?.mean).toBeCloseTo(0.2, 12);
  expect(a).toMatchObject({ folds: 2 }); // the interval of a single seed is over its folds
  expect(a?.sd).toBeCloseTo(Math.sqrt(0.02), 12);
  expect(b).toMatchObject({ runs: 2, n: 0, incomplete: 1, mean: null });
  expect(groupsBy("fold").map(({ values, n }) => [...values, n])).toEqual([
    [2, 1],
    [1, 2],
  ]);
});
