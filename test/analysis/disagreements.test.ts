import { describe, expect, it } from "vitest";
import { alignRows, type RunPredictions } from "../../src/analysis/common-rows.js";
import { countPatterns, findDisagreements, testPairs } from "../../src/analysis/disagreements.js";
import { comparePaired } from "../../src/selection/mcnemar.js";

/** [row, label, answer, probability of the answer]; three classes, the rest of the probability goes to the label or class 0. */
type Row = [number, number, number, number];

function predictions(id: string, rows: Row[]): RunPredictions {
  const probabilities = new Float32Array(rows.length * 3);
  rows.forEach(([, label, answer, probability], i) => {
    const other = answer === label ? (label + 1) % 3 : label;
    probabilities[i * 3 + answer] = probability;
    probabilities[i * 3 + other] = 1 - probability;
  });
  return {
    id,
    predictions: {
      rows: Int32Array.from(rows, ([row]) => row),
      labels: Uint8Array.from(rows, ([, label]) => label),
      probabilities,
      classes: 3,
    },
  };
}

const A = predictions("a", [
  [4, 0, 0, 0.75], // both right
  [7, 1, 1, 0.75], // only a right, a is sure, b is sure
  [8, 1, 2, 0.625], // only b right
  [9, 2, 0, 0.875], // both wrong, differently
  [11, 2, 2, 0.625], // only a right
]);
const B = predictions("b", [
  [4, 0, 0, 0.875],
  [7, 1, 2, 0.875],
  [8, 1, 1, 0.625],
  [9, 2, 1, 0.875],
  [11, 2, 0, 0.5625],
]);

describe("disagreements", () => {
  it("are listed with what each run said, those first where both are sure and one is right", () => {
    const found = findDisagreements(alignRows([A, B]));
    expect(found.map(({ row, pattern }) => [row, pattern])).toEqual([
      [7, "10"],
      [8, "01"],
      [11, "10"],
      [9, "00"],
    ]);
    expect(found[0]).toMatchObject({
      label: 1,
      answers: [
        { answer: 1, probability: 0.75, ofLabel: 0.75 },
        { answer: 2, probability: 0.875, ofLabel: 0.125 },
      ],
    });
  });

  it("are counted by who is right", () => {
    expect(countPatterns(findDisagreements(alignRows([A, B])))).toEqual([
      { pattern: "10", rows: 2 },
      { pattern: "01", rows: 1 },
      { pattern: "00", rows: 1 },
    ]);
  });

  it("of a run with itself are none", () => {
    expect(findDisagreements(alignRows([A, A]))).toEqual([]);
  });

  it("are tested as `sweep best` tests them", () => {
    const { onlyFirst, onlySecond, pValue } = comparePaired(A.predictions, B.predictions) ?? {};
    expect(testPairs(alignRows([A, B]))).toEqual([
      { first: "a", second: "b", onlyFirst, onlySecond, pValue },
    ]);
    expect([onlyFirst, onlySecond]).toEqual([2, 1]);
  });

  it("are tested for every two of three", () => {
    const pairs = testPairs(alignRows([A, B, predictions("c", [[7, 1, 1, 0.75]])]));
    expect(pairs.map(({ first, second }) => first + second)).toEqual(["ab", "ac", "bc"]);
  });
});

describe("the rows that count", () => {
  it("are those that all answered, whatever their order", () => {
    const c = predictions("c", [
      [11, 2, 0, 0.75],
      [7, 1, 0, 0.75],
      [99, 0, 0, 0.75],
    ]);
    const common = alignRows([A, c]);
    expect([...common.rows]).toEqual([7, 11]);
    expect(common.sameSplit).toBe(false);
    expect(common.runs.map(({ answered }) => answered)).toEqual([5, 3]);
    expect([...(common.runs[1]?.answers ?? [])]).toEqual([0, 0]);
    expect(alignRows([A, B]).sameSplit).toBe(true);
  });

  it("are not the same rows where their true class differs", () => {
    const other = predictions("b", [[9, 1, 1, 0.75]]);
    expect(() => alignRows([A, other])).toThrow(
      "runs: expected the same training data, but row 9 is a 2 to run a and a 1 to run b",
    );
  });

  it("may be none", () => {
    const common = alignRows([A, predictions("b", [[1, 0, 0, 0.75]])]);
    expect(findDisagreements(common)).toEqual([]);
    expect(testPairs(common)).toMatchObject([{ onlyFirst: 0, onlySecond: 0, pValue: 1 }]);
  });
});
