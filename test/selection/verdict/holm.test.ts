import { expect, test } from "vitest";
import { holm } from "../../../src/selection/verdict/holm.js";

// The example of Wikipedia, "Holm–Bonferroni method": of four hypotheses at 0.05, the first and the last are rejected.
test("a worked example is corrected as by hand", () => {
  const corrected = holm([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((p, i) => {
    expect(corrected[i]).toBeCloseTo(p, 12);
  });
});

test("no corrected value is above 1 or below one of a smaller p-value", () => {
  expect(holm([0.9, 0.6, 0.5])).toEqual([1, 1, 1]);
  expect(holm([0.02, 0.021])).toEqual([0.04, 0.04]);
});

test("one p-value alone, and none, stay as they are", () => {
  expect(holm([0.04])).toEqual([0.04]);
  expect(holm([])).toEqual([]);
});
