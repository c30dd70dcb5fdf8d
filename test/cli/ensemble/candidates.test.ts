import { expect, test } from "vitest";
import { findCandidates } from "../../../src/cli/ensemble/candidates.js";
import { ensembleExperiment, ensembleName } from "../../../src/cli/ensemble/experiment.js";
import { plugins } from "../../../src/cli/wiring/plugins.js";
import { createWorkspace, type RunPlan } from "../../selection/workspace.js";

const ARTIFACTS = ["model/model.json", "model/weights.bin", "predictions.csv"].map((path) => ({
  ...{ path, kind: "model", text: path },
}));

/** Each letter is a fold's run: `f`inished or `q`ueued. */
function folds(name: string, states: string): RunPlan[] {
  return [...states].map((letter, index) => ({
    id: `${name}${name}${name}${index}`,
    name: `batch_norm=${name} fold=${index + 1}/${states.length}`,
    parameters: { name },
    fold: { index, count: states.length },
    state: letter === "f" ? "finished" : "queued",
    artifacts: ARTIFACTS,
  }));
}

async function foundOf(...runs: RunPlan[]) {
  const { store, dir, runsDir, addSweep } = createWorkspace();
  addSweep("cv", runs);
  return findCandidates(store, ["cv"], { cwd: dir, runsDir });
}

async function candidatesOf(...runs: RunPlan[]) {
  const found = await foundOf(...runs);
  return { ids: found.runs.map(({ id }) => id), leftOut: found.leftOut };
}

test("a configuration that lacks a fold is left out, and named", async () => {
  expect(await candidatesOf(...folds("a", "fff"), ...folds("b", "fqf"))).toEqual({
    ids: ["aaa0", "aaa1", "aaa2"],
    leftOut: "1 queued, batch_norm=b with 2 of 3 folds",
  });
});

test("of a fold that was trained twice the newest run counts", async () => {
  const [first, ...others] = folds("a", "fff");
  const again = { ...first, id: "aaa9" };
  expect(await candidatesOf(...folds("a", "fff").slice(0, 1), again, ...others)).toEqual({
    ids: ["aaa9", "aaa1", "aaa2"],
    leftOut: null,
  });
});

test("nothing complete is refused with what there is", async () => {
  await expect(candidatesOf(...folds("a", "ffq"), ...folds("b", "fqq"))).rejects.toThrow(
    "cv: expected a configuration of which every fold is finished, got batch_norm=a with 2 of 3 folds, batch_norm=b with 1 of 3 folds",
  );
  await expect(candidatesOf(...folds("a", "qq"))).rejects.toThrow(
    "cv: expected at least two finished runs, got 2 queued",
  );
});

test("configurations are counted, not folds: in the name, and where more of the best are asked for than there are", async () => {
  const candidates = await foundOf(...folds("a", "fff"), ...folds("b", "fff"));
  const choice = (top: number) => ({ top, isGreedy: false, tta: false });
  const make = (top: number) => ensembleExperiment(candidates, choice(top), { plugins, cwd: "/" });
  expect(candidates.runs).toHaveLength(6);
  expect(ensembleName(candidates, choice(1))).toBe("top 1 of 2");
  expect(make(2).name).toBe("cv-ensemble");
  expect(() => make(3)).toThrow(
    "--top: expected at most 2, the number of configurations with all of their folds, got 3",
  );
});
