import { describe, expect, it } from "vitest";
import { createRandom } from "../../../../src/core/random.js";
import { predictedClasses } from "../../../../src/protocol/predictions.js";
import { blend } from "../../../../src/trainers/ensemble/select/answers.js";
import { chooseWeights } from "../../../../src/trainers/ensemble/select/choose-weights.js";
import { crossFit, divide } from "../../../../src/trainers/ensemble/select/cross-fit.js";
import { allRows, answersOf } from "./support.js";

const LABELS = Uint8Array.from({ length: 103 }, (_, row) => row % 10);

describe("the parts by which an estimate is made", () => {
  it("are every row once, alike in size and in classes", () => {
    const parts = divide(LABELS, 5, 1);
    const sizes = [0, 1, 2, 3, 4].map((part) => parts.filter((each) => each === part).length);
    expect(sizes.toSorted()).toEqual([20, 20, 21, 21, 21]);
    for (let label = 0; label < 10; label++) {
      const own = [0, 1, 2, 3, 4].map(
        (part) => parts.filter((each, row) => each === part && LABELS[row] === label).length,
      );
      expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
    }
  });

  it("depend on the seed alone", () => {
    expect(divide(LABELS, 5, 1)).toEqual(divide(LABELS, 5, 1));
    expect(divide(LABELS, 5, 2)).not.toEqual(divide(LABELS, 5, 1));
  });
});

describe("an estimate", () => {
  it("answers each row with weights that were chosen by rows of other parts", () => {
    const answers = answersOf(Array.from(LABELS), [
      Array.from(LABELS, () => [1, 1] as const),
      Array.from(LABELS, () => [2, 1] as const),
    ]);
    const parts = divide(LABELS, 5, 7);
    const asked: Int32Array[] = [];
    const choose = (rows: Int32Array) => {
      asked.push(rows);
      return rows.includes(0) ? [1, 0] : [0, 1]; // the first row's part is answered by the second candidate
    };
    const given = crossFit(answers, { folds: 5, seed: 7, choose });
    expect(asked).toHaveLength(5);
    const classes = predictedClasses({ probabilities: given, classes: 10 });
    expect(Array.from(classes)).toEqual(Array.from(parts, (part) => (part === parts[0] ? 2 : 1)));
    asked.forEach((rows, part) => {
      expect(Array.from(rows)).toEqual([...LABELS.keys()].filter((row) => parts[row] !== part));
    });
  });

  it("answers rows without any others to choose by with equal weights", () => {
    const answers = answersOf([4], [[[4, 1]], [[5, 1]]]);
    const given = crossFit(answers, { folds: 5, seed: 1, choose: () => [1, 0] });
    expect(given[4]).toBe(0.5);
  });

  it("is not flattered where candidates guess, while the rows that chose the weights are", () => {
    const labels = Array.from({ length: 100 }, (_, row) => row % 10);
    const results = [1, 2, 3, 4, 5, 6].map((seed) => {
      const random = createRandom("guesses", seed);
      const guess = () => labels.map(() => [random.int(0, 9), 0.3 + 0.7 * random.next()] as const);
      const answers = answersOf(labels, Array.from({ length: 30 }, guess));
      const choose = (rows: Int32Array) =>
        chooseWeights({ type: "greedy", options: { rounds: 20, folds: 5 } }, answers, rows);
      return {
        fitted: accuracy(blend(answers, choose(allRows(answers))), labels),
        estimated: accuracy(crossFit(answers, { folds: 5, seed, choose }), labels),
      };
    });
    const mean = (of: "fitted" | "estimated") =>
      results.reduce((sum, each) => sum + each[of] / results.length, 0);
    expect(mean("fitted")).toBeGreaterThan(0.2); // of guesses, which are right once in ten times
    expect(mean("estimated")).toBeCloseTo(0.1, 1);
  });
});

function accuracy(probabilities: Float32Array, labels: readonly number[]): number {
  const answers = predictedClasses({ probabilities, classes: 10 });
  return answers.filter((answer, i) => answer === labels[i]).length / labels.length;
}
