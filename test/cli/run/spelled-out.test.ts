import { Command } from "commander";
import { expect, it } from "vitest";
import type { ExperimentPreview, PreviewedRun } from "../../../src/api/experiments.js";
import { printDryRun } from "../../../src/cli/run/dry-run.js";
import { spelledOut } from "../../../src/cli/run/spelled-out.js";
import type { Parameters } from "../../../src/core/json.js";
import type { TrainerSpec } from "../../../src/core/records.js";
import { createTerminal } from "../commands/terminal.js";

const DIGITS: TrainerSpec = { kind: "builtin", type: "digits" };

it("what is switched on has all of its options, as the run will use them", () => {
  const given = { epochs: 3, augment: { rotation: 15 }, weight_averaging: false };
  expect(spelledOut(DIGITS, { ...given, early_stopping: true })).toEqual({
    epochs: 3,
    augment: { rotation: 15, zoom: 0.1, shift: 2, shear: 0, stretch: 0, elastic: false, until: 1 },
    weight_averaging: false,
    early_stopping: { patience: 3, min_delta: 0 },
  });
  expect(spelledOut(DIGITS, { augment: { elastic: { sigma: 5 } } }).augment).toMatchObject({
    elastic: { alpha: 34, sigma: 5 },
  });
});

it("what a command calls the same is left as it is", () => {
  const command: TrainerSpec = { kind: "command", command: ["a"], cwd: "/" };
  expect(spelledOut(command, { augment: true })).toEqual({ augment: true });
});

it("--dry-run shows so what all runs share", async () => {
  const runs = [planned("epochs=1", { epochs: 1 }), planned("epochs=2", { epochs: 2 })];
  const dryRun = await createTerminal().run((context) =>
    new Command().action(() =>
      printDryRun(context, previewOf(runs), { json: false, trainer: DIGITS }),
    ),
  );
  expect(dryRun.stdout).toContain(
    'FOR ALL RUNS\naugment       {"rotation":15,"zoom":0.2,"shift":2,"shear":0,"stretch":0,"elastic":false,"until":1}\n',
  );
});

function planned(name: string, parameters: Parameters): PreviewedRun {
  const all = { ...parameters, augment: { rotation: 15, zoom: 0.2 } };
  return { id: name, name, repeat: 1, fold: null, parameters: all, standing: "new", state: null };
}

function previewOf(runs: PreviewedRun[]): ExperimentPreview {
  return {
    ...{ name: "demo", method: "grid", metric: { name: "val_accuracy", goal: "maximize" } },
    ...{ seed: 1, folds: null, runCap: null, learns: false, concurrency: 1 },
    ...{ runs, counts: { cached: 0, unfinished: 0, new: runs.length }, estimate: null },
  };
}
