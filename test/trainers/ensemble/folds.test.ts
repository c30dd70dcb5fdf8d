import { describe, expect, it } from "vitest";
import { joinPredictions } from "../../../src/protocol/predictions.js";
import { type FoundRun, groupFolds, judgedBy } from "../../../src/trainers/ensemble/folds.js";

const file = { file: "/train.csv", sha256: "t", rows: 10, labelled: true, cache: "" };

function found(id: string, configuration: string, fold?: number, folds = 2): FoundRun {
  const split = { fraction: 0.5, seed: 1, rows: 5, sha256: `rows of ${fold ?? "the split"}` };
  const judged = fold === undefined ? split : { ...split, fold, folds };
  return {
    ...{ id, name: id, configuration },
    data: { source: "files", train: file, test: file, sample_submission: null, validation: judged },
    network: { run: id, artifacts: "/", model: "m", predictions: "p" },
  };
}

describe("the candidates of an ensemble", () => {
  it("are runs, each alone, where there are no folds", () => {
    const groups = groupFolds([found("a", "x"), found("b", "x")]);
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([["a"], ["b"]]);
  });

  it("are all folds of one configuration and seed together, in their order", () => {
    const runs = [found("a", "x", 1), found("b", "y", 0), found("c", "x", 0), found("d", "y", 1)];
    const groups = groupFolds(runs);
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([
      ["c", "a"],
      ["b", "d"],
    ]);
  });

  it("must have every fold, once", () => {
    expect(() => groupFolds([found("a", "x", 0, 3), found("b", "x", 2, 3)])).toThrow(
      "run a cannot be part of an ensemble: expected it with each of its 3 folds once, got 1, 3",
    );
    expect(() => groupFolds([found("a", "x", 0), found("b", "x", 1), found("c", "x", 1)])).toThrow(
      "each of its 2 folds once, got 1, 2, 2",
    );
  });

  it("are judged by their own rows, and with folds, into however many, by all rows", () => {
    expect(judgedBy(found("a", "x").data)).toMatchObject({ rows: 5, sha256: "rows of the split" });
    const two = judgedBy(found("a", "x", 0).data);
    expect(two).toMatchObject({ fraction: 1, rows: 10 });
    expect(judgedBy(found("b", "y", 4, 5).data)).toEqual(two);
  });
});

describe("answers to the rows of several folds", () => {
  const answers = (rows: number[], label: number, probability: number) => ({
    rows: Int32Array.from(rows),
    labels: Uint8Array.from(rows, () => label),
    probabilities: new Float32Array(rows.length * 10).fill(probability),
    classes: 10,
  });

  it("are joined in the order of the rows", () => {
    const joined = joinPredictions([answers([1, 4], 3, 0.25), answers([0, 2], 7, 0.5)]);
    expect(Array.from(joined.rows)).toEqual([0, 1, 2, 4]);
    expect(Array.from(joined.labels)).toEqual([7, 3, 7, 3]);
    expect([0, 1, 2, 3].map((i) => joined.probabilities[i * 10 + 9])).toEqual([
      0.5, 0.25, 0.5, 0.25,
    ]);
  });
});
