import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.js";
import { bestOfMany } from "../../../src/selection/verdict/best-of-many.js";

/** Candidates that are right by chance, each row with its own draw; the best first. */
function candidates(accuracies: readonly number[], rows: number, data = 1): Float64Array[] {
  return accuracies
    .map((accuracy, i) => {
      const random = createRandom("candidate", data, i);
      return Float64Array.from({ length: rows }, () => Number(random.next() < accuracy));
    })
    .sort((a, b) => mean(b) - mean(a));
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, each) => total + each, 0) / values.length;
}

test("over several data sets the best of forty equals is corrected to what each of them is worth", () => {
  const results = [1, 2, 3, 4, 5, 6].map((data) =>
    bestOfMany(candidates(Array(40).fill(0.9), 1000, data)),
  );
  expect(mean(results.map(({ observed }) => observed))).toBeGreaterThan(0.915); // the luckiest of forty
  expect(Math.abs(mean(results.map(({ expected }) => expected)) - 0.9)).toBeLessThan(0.004);
  expect(results.every(({ low, high }) => low < 0.9 && high > 0.9)).toBe(true);
});

test("one that is far better than the rest keeps its accuracy", () => {
  const { observed, expected, candidates: count } = bestOfMany(candidates([0.95, 0.5, 0.5], 2000));
  expect(Math.abs(observed - expected)).toBeLessThan(0.001);
  expect(count).toBe(3);
});

test("the same runs get the same verdict", () => {
  const scores = candidates([0.9, 0.91, 0.92], 300);
  expect(bestOfMany(scores)).toEqual(bestOfMany(scores));
});
