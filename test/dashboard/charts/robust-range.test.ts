import { describe, expect, it } from "vitest";
import {
  fullRange,
  quantile,
  robustRange,
} from "../../../dashboard/src/charts/maths/robust-range.js";

describe("the range that outliers do not squeeze", () => {
  it("ends at the 2nd and 98th percentile where extremes are far away", () => {
    const values = Array.from({ length: 101 }, (_, i) => i);
    const [low, high] = robustRange([...values, 1e9, -1e9, 1e9]) ?? [];
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(100);
  });

  it("is the whole range where nothing is far away", () => {
    expect(robustRange([3, 1, 2, 5])).toEqual([1, 5]);
  });

  it("does not see what is not finite", () => {
    expect(robustRange([Number.NaN, 1, 2, Number.POSITIVE_INFINITY])).toEqual([1, 2]);
    expect(robustRange([Number.NaN])).toBeNull();
    expect(fullRange([Number.NEGATIVE_INFINITY, 4, 2])).toEqual([2, 4]);
    expect(fullRange([])).toBeNull();
  });

  it("interpolates quantiles between neighbours", () => {
    expect(quantile([0, 10, 20], 0.5)).toBe(10);
    expect(quantile([0, 10, 20], 0.75)).toBe(15);
  });
});
