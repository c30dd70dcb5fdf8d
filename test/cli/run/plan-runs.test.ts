import { expect, test } from "vitest";
import { toNewRun } from "../../../src/cli/run/plan-runs.js";
import type { Metric } from "../../../src/core/metric-goal.js";
import type { Experiment } from "../../../src/spec/experiment.js";

const OWN: Metric = { name: "val_accuracy", goal: "maximize" };
const planned = {
  index: 0,
  point: {},
  name: "a",
  parameters: { epochs: 3 },
  repeat: 0,
  fold: null,
};
const known = {
  store: { latestGeneration: () => null, getRun: () => null },
  runsDir: "/runs",
  fresh: false,
};

function runOf(metric: Metric, ownMetric: Metric | null) {
  const experiment = {
    trainer: { kind: "builtin", type: "digits" },
    seed: 1,
    metric,
  } as Experiment;
  const identity = { code: "c0de", data: null, dataIdentity: "rows", ownMetric };
  return toNewRun(planned, experiment, identity, known);
}

test("a run whose epoch another metric than the trainer's own chooses is another run", () => {
  const own = runOf(OWN, OWN);
  const others = [
    runOf({ name: "val_loss", goal: "minimize" }, OWN),
    runOf({ name: "val_loss", goal: "maximize" }, OWN),
    runOf({ name: "val_accuracy", goal: "minimize" }, OWN),
  ];
  expect(new Set([own, ...others].map(({ id }) => id)).size).toBe(4);
  expect(own.definition).not.toHaveProperty("metric");
  expect(others[0]?.definition.metric).toEqual({ name: "val_loss", goal: "minimize" });
});

test("where no metric decides a result, it is not part of a run's identity", () => {
  expect(runOf({ name: "loss", goal: "minimize" }, null)).toEqual(runOf(OWN, null));
});
