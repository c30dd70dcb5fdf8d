import { expect, test } from "vitest";
import { parsePredictions } from "../../src/protocol/predictions.js";
import { comparePaired, exactMcNemar } from "../../src/selection/mcnemar.js";
import { predictionsCsv } from "./workspace.js";

// binomial tails by hand: 2 · P(X ≤ min), X ~ Binomial(sum, ½)
test.each([
  [0, 5, 2 / 32],
  [1, 9, (2 * 11) / 1024],
  [5, 1, (2 * 7) / 64],
  [4, 4, 1],
  [0, 0, 1],
])("of %d and %d discordant rows the p-value is exact", (first, second, p) => {
  expect(exactMcNemar(first, second)).toBeCloseTo(p, 12);
});

test("thousands of discordant rows do not underflow", () => {
  expect(exactMcNemar(2000, 2000)).toBe(1);
  expect(exactMcNemar(1950, 2050)).toBeCloseTo(0.11749506836896, 10); // summed in exact integers
});

test("two runs are compared row by row", () => {
  const first = parsePredictions(predictionsCsv({ rows: 100, isRight: (row) => row < 95 }));
  const second = parsePredictions(predictionsCsv({ rows: 100, isRight: (row) => row >= 12 }));
  expect(comparePaired(first, second)).toEqual({
    onlyFirst: 12,
    onlySecond: 5,
    pValue: exactMcNemar(12, 5),
  });
});

test("runs with different validation rows are not compared", () => {
  const first = parsePredictions(predictionsCsv({ rows: 100, isRight: () => true }));
  const second = parsePredictions(predictionsCsv({ rows: 99, isRight: () => true }));
  expect(comparePaired(first, second)).toBeNull();
});
