import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logTicks } from "../../../dashboard/src/charts/plot/log-ticks.js";
import { valueAxis } from "../../../dashboard/src/charts/plot/value-axis.js";

const labels = (min: number, max: number, most: number) =>
  logTicks(min, max, most)
    .map(({ label }) => label)
    .filter((label) => label !== "");

describe("the ticks of a logarithmic axis", () => {
  it.each([
    [0.0001, 1, 6, ["1e-4", "0.001", "0.01", "0.1", "1"]],
    [0.001, 0.1, 8, ["0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1"]],
    [0.02, 0.07, 5, ["0.02", "0.05"]],
    [0.031, 0.038, 4, ["0.032", "0.034", "0.036", "0.038"]],
    [1e-12, 1e12, 5, ["1e-12", "1e-7", "0.01", "1000", "1e+8"]],
  ])("from %f to %f with room for %i are %j", (min, max, most, expected) => {
    expect(labels(min, max, most)).toEqual(expected);
  });

  it("are ascending and within the axis, whatever it is", () => {
    const end = fc.double({ min: 1e-200, max: 1e200, noNaN: true });
    fc.assert(
      fc.property(end, end, fc.integer({ min: 2, max: 12 }), (a, b, most) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const values = logTicks(min, max, most).map(({ value }) => value);
        expect(values).toEqual([...values].sort((x, y) => x - y));
        expect(values.every((value) => value >= min * 0.999 && value <= max * 1.001)).toBe(true);
      }),
    );
  });

  it("are none where the axis is no logarithmic one", () => {
    expect(logTicks(-1, 10, 5)).toEqual([]);
    expect(logTicks(0, 10, 5)).toEqual([]);
  });
});

describe("the axis of values", () => {
  it("encloses positive values between nice numbers on a logarithmic axis", () => {
    const axis = valueAxis({ name: "loss", values: [0.031, 2.4, 0, -1], log: true });
    expect(axis).toMatchObject({ type: "logarithmic", min: 0.02, max: 5, title: "loss (log)" });
  });

  it("is linear where no value is positive, whatever was asked for", () => {
    expect(valueAxis({ name: "reward", values: [-2, 0], log: true }).type).toBe("linear");
  });

  it("has room for equal values on a logarithmic axis", () => {
    const { min, max } = valueAxis({ name: "lr", values: [0.01, 0.01], log: true });
    expect(min).toBeLessThan(max);
  });

  it("leaves outliers outside where that is asked for", () => {
    const values = [...Array.from({ length: 99 }, (_, i) => 0.5 + i / 1000), 1e6];
    expect(valueAxis({ name: "loss", values, log: false, robust: true }).max).toBeLessThan(1);
    expect(valueAxis({ name: "loss", values, log: false }).max).toBeGreaterThanOrEqual(1e6);
  });
});
