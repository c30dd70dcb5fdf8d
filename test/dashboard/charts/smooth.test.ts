import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smooth } from "../../../dashboard/src/charts/maths/smooth.js";

describe("smoothing", () => {
  it("is TensorBoard's debiased moving average, worked by hand", () => {
    // 1 → (0.5·0 + 0.5·1) / 0.5;  3 → (0.5·0.5 + 0.5·3) / 0.75;  2 → (0.5·1.75 + 0.5·2) / 0.875
    const [first, second, third] = smooth([1, 3, 2], 0.5);
    expect(first).toBeCloseTo(1, 12);
    expect(second).toBeCloseTo(1.75 / 0.75, 12);
    expect(third).toBeCloseTo(1.875 / 0.875, 12);
  });

  it("changes nothing with a weight of 0, and nothing of a constant curve", () => {
    expect([...smooth([3, 1, 2], 0)]).toEqual([3, 1, 2]);
    for (const value of smooth(new Array(50).fill(0.7), 0.99)) expect(value).toBeCloseTo(0.7, 10);
  });

  it("stays between the lowest and the highest value so far", () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 0.999, noNaN: true }), (ys, weight) => {
        smooth(ys, weight).forEach((value, i) => {
          const sofar = ys.slice(0, i + 1);
          expect(value).toBeGreaterThanOrEqual(Math.min(...sofar) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...sofar) + 1e-6);
        });
      }),
    );
  });

  it("passes non-finite values on, and goes on as if they were not there", () => {
    const result = smooth([1, Number.NaN, 3, Number.POSITIVE_INFINITY, 2], 0.5);
    expect(result[1]).toBeNaN();
    expect(result[3]).toBe(Number.POSITIVE_INFINITY);
    expect([result[0], result[2], result[4]]).toEqual([...smooth([1, 3, 2], 0.5)]);
  });
});
