import { expect, test } from "vitest";
import { reproduceCommand } from "../../src/selection/reproduce.js";
import { createWorkspace, type RunPlan } from "./workspace.js";

function commandOf(runs: RunPlan[], { elsewhere = false } = {}) {
  const { store, dir, addSweep } = createWorkspace();
  const siblings = addSweep("bn-aug", runs);
  const sweep = store.findSweep("bn-aug");
  const [run] = siblings;
  if (!run || !sweep) throw new Error("the sweep was not saved");
  const cwd = elsewhere ? "/elsewhere" : dir;
  return { command: reproduceCommand(run, { sweep, siblings, cwd }), dir };
}

test("parameters that vary are fixed, those that all runs share are left to the experiment", () => {
  const { command } = commandOf([
    { id: "aaaa", parameters: { batch_norm: true, augment: { rotation: 10 }, epochs: 6 } },
    { id: "bbbb", parameters: { batch_norm: false, augment: false, epochs: 6 } },
  ]);
  expect(command).toBe(
    "npx sweep run experiments/bn-aug.yaml --set name=bn-aug-aaaa --set parameters.batch_norm=true " +
      `--set 'parameters.augment={"rotation":10}' --fresh`,
  );
});

test("an experiment outside the present directory is named by its absolute path", () => {
  const { command, dir } = commandOf([{ id: "aaaa" }], { elsewhere: true });
  expect(command).toBe(
    `npx sweep run ${dir}/experiments/bn-aug.yaml --set name=bn-aug-aaaa --fresh`,
  );
});

test("a quote in a value reaches the command unharmed", () => {
  const { command } = commandOf([
    { id: "aaaa", parameters: { note: "it's" } },
    { id: "bbbb", parameters: { note: "other" } },
  ]);
  expect(command).toContain(`--set 'parameters.note="it'\\''s"'`);
});
