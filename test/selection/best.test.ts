import { expect, test } from "vitest";
import { bestRun, rankRuns } from "../../src/selection/best.js";
import { createWorkspace, type RunPlan } from "./workspace.js";

function setUp(runs: RunPlan[], metric?: { name: string; goal: "minimize" | "maximize" }) {
  const workspace = createWorkspace();
  workspace.addSweep("digits", runs, metric);
  const sweep = workspace.store.findSweep("digits");
  if (!sweep) throw new Error("the sweep was not saved");
  return { ...workspace, sweep };
}

test("a metric to maximize ranks by each run's highest value, not by its last", () => {
  const { store, sweep } = setUp([
    { id: "aaaa", metrics: { val_accuracy: [0.9, 0.98, 0.5] } },
    { id: "bbbb", metrics: { val_accuracy: [0.9, 0.97] } },
    { id: "cccc", metrics: { val_accuracy: [0.99] } },
  ]);
  expect(
    rankRuns(store, sweep).map(({ rank, run, value, step }) => [rank, run.id, value, step]),
  ).toEqual([
    [1, "cccc", 0.99, 100],
    [2, "aaaa", 0.98, 200],
    [3, "bbbb", 0.97, 200],
  ]);
});

test("a metric to minimize ranks by each run's lowest value", () => {
  const runs = [
    { id: "aaaa", metrics: { val_loss: [0.5, 0.1, 0.9] } },
    { id: "bbbb", metrics: { val_loss: [0.2] } },
  ];
  const { store, sweep } = setUp(runs, { name: "val_loss", goal: "minimize" });
  expect(rankRuns(store, sweep).map(({ run }) => run.id)).toEqual(["aaaa", "bbbb"]);
});

test("of equal runs the one that finished earlier is best", () => {
  const { store, sweep } = setUp([
    { id: "aaaa", metrics: { val_accuracy: [0.9] }, endedAt: 90_000 },
    { id: "bbbb", metrics: { val_accuracy: [0.9] }, endedAt: 80_000 },
  ]);
  expect(bestRun(store, sweep).run.id).toBe("bbbb");
});

test("runs that are not finished, or never had a finite value, are not ranked", () => {
  const { store, sweep } = setUp([
    { id: "aaaa", metrics: { val_accuracy: [0.999] }, state: "failed" },
    { id: "bbbb", metrics: { val_accuracy: [0.999] }, state: "running" },
    { id: "cccc", metrics: { val_accuracy: [Number.NaN] } },
    { id: "dddd", metrics: { val_loss: [0.1] } },
    { id: "eeee", metrics: { val_accuracy: [Number.NaN, 0.5] } },
  ]);
  expect(rankRuns(store, sweep).map(({ run }) => run.id)).toEqual(["eeee"]);
});

test("runs that the experiment no longer lists are ranked on request only", () => {
  const { store, sweep, addSweep } = setUp([
    { id: "aaaa", metrics: { val_accuracy: [0.99] } },
    { id: "bbbb", metrics: { val_accuracy: [0.9] } },
  ]);
  addSweep("digits", [{ id: "bbbb" }]);
  expect(rankRuns(store, sweep).map(({ run }) => run.id)).toEqual(["bbbb"]);
  expect(rankRuns(store, sweep, { all: true }).map(({ run }) => run.id)).toEqual(["aaaa", "bbbb"]);
});

test("without a finished run the error says what there is", () => {
  const { store, sweep } = setUp([
    { id: "aaaa", state: "running" },
    { id: "bbbb", state: "queued" },
    { id: "cccc", state: "queued" },
  ]);
  expect(() => bestRun(store, sweep)).toThrow(
    "digits: expected a finished run that logged `val_accuracy`, got 2 queued, 1 running",
  );
});
