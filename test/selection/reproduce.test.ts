import { expect, test } from "vitest";
import { experimentCommand, reproduceCommand } from "../../src/selection/reproduce.js";
import { createWorkspace, type RunPlan } from "./workspace.js";

function commandOf(runs: RunPlan[], { elsewhere = false, overrides = [] as string[] } = {}) {
  const { store, dir, addSweep } = createWorkspace();
  const [run] = addSweep("bn-aug", runs);
  const sweep = store.findSweep("bn-aug");
  if (!run || !sweep) throw new Error("the sweep was not saved");
  const cwd = elsewhere ? "/elsewhere" : dir;
  const listed = { runs: runs.length, parameters: store.parameterSummaries(sweep.id) };
  return { command: reproduceCommand(run, { sweep, listed, overrides, cwd }), dir };
}

test("parameters that vary are fixed, those that all runs share are left to the experiment", () => {
  const { command } = commandOf([
    { id: "aaaa", parameters: { batch_norm: true, augment: { rotation: 10 }, epochs: 6 } },
    { id: "bbbb", parameters: { batch_norm: false, augment: false, epochs: 6 } },
  ]);
  expect(command).toBe(
    "sweep run experiments/bn-aug.yaml --set name=bn-aug-aaaa --set parameters.batch_norm=true " +
      `--set 'parameters.augment={"rotation":10}' --fresh`,
  );
});

test("an experiment outside the present directory is named by its absolute path", () => {
  const { command, dir } = commandOf([{ id: "aaaa" }], { elsewhere: true });
  expect(command).toBe(`sweep run ${dir}/experiments/bn-aug.yaml --set name=bn-aug-aaaa --fresh`);
});

test("a fold's run and a repeat's run are the only ones that the command trains", () => {
  const fold = { index: 1, count: 3 };
  const one = commandOf([{ id: "aaaa", name: "bn-aug fold=2/3", fold }]);
  expect(one.command).toContain("--set name=bn-aug-aaaa --set only.fold=2 --fresh");
  const both = commandOf([{ id: "aaaa", name: "bn-aug repeat=1 fold=2/3", fold, repeat: 1 }]);
  expect(both.command).toContain("--set only.repeat=1 --set only.fold=2 --fresh");
});

test("a quote in a value reaches the command unharmed", () => {
  const { command } = commandOf([
    { id: "aaaa", parameters: { note: "it's" } },
    { id: "bbbb", parameters: { note: "other" } },
  ]);
  expect(command).toContain(`--set 'parameters.note="it'\\''s"'`);
});

test("a run that its experiment lists no longer is told apart from those that it lists", () => {
  const { store, dir, addSweep } = createWorkspace();
  const [dropped] = addSweep("bn-aug", [{ id: "aaaa", parameters: { epochs: 3, lr: 1 } }]);
  addSweep("bn-aug", [
    { id: "bbbb", parameters: { epochs: 6, lr: 1 } },
    { id: "cccc", parameters: { epochs: 6, lr: 1 } },
  ]);
  const sweep = store.findSweep("bn-aug");
  if (!dropped || !sweep) throw new Error("the sweep was not saved");
  const listed = { runs: 2, parameters: store.parameterSummaries(sweep.id) };
  expect(reproduceCommand(dropped, { sweep, listed, overrides: [], cwd: dir })).toBe(
    "sweep run experiments/bn-aug.yaml --set name=bn-aug-aaaa --set parameters.epochs=3 --fresh",
  );
});

test("what replaced a part of the experiment is said again, the name apart", () => {
  const overrides = ["name=mine", "epochs=1", "backend=wasm"];
  const { command } = commandOf([{ id: "aaaa", parameters: { epochs: 1 } }], { overrides });
  expect(command).toBe(
    "sweep run experiments/bn-aug.yaml --set epochs=1 --set backend=wasm --set name=bn-aug-aaaa --fresh",
  );
});

test("an experiment is trained again with what replaced a part of it", () => {
  const overrides = ["epochs=1", "name=a b"];
  expect(experimentCommand("/home/me/experiments/bn.yaml", { overrides, cwd: "/home/me" })).toBe(
    "sweep run experiments/bn.yaml --set epochs=1 --set 'name=a b'",
  );
});
