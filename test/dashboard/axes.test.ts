import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positionAxis } from "../../dashboard/src/charts/plot/position-axis.js";
import { valueAxis } from "../../dashboard/src/charts/plot/value-axis.js";
import { valueScale } from "../../dashboard/src/charts/value-scale.js";
import { xScale } from "../../dashboard/src/charts/x-axis.js";

const texts = ({ ticks, format }: ReturnType<typeof valueScale>) => ticks.map(format);
const finite = fc.double({ min: -1e300, max: 1e300, noNaN: true });

describe("the axis of a metric's values", () => {
  it("encloses them between two of at most eight ticks", () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        const { min, max, ticks } = valueScale("loss", values);
        const tolerance = 1e-8 * (max - min);
        expect([min, max].every(Number.isFinite)).toBe(true);
        expect(min).toBeLessThanOrEqual(Math.min(...values) + tolerance);
        expect(max).toBeGreaterThanOrEqual(Math.max(...values) - tolerance);
        expect(min).toBeLessThan(max);
        expect([ticks[0], ticks.at(-1)]).toEqual([min, max]);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
    );
  });

  it("never goes below 0 where no value does", () => {
    const values = fc.array(fc.double({ min: 0, max: 1e30, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (each) => {
        expect(valueScale("loss", each).min).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("never leaves 0 to 100 % for accuracies", () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(shares, (values) => {
        const { min, max } = valueScale("val_accuracy", values);
        expect(min).toBeGreaterThanOrEqual(0);
        expect(max).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    ["accuracy", [0.862, 1], ["85 %", "90 %", "95 %", "100 %"]],
    ["accuracy", [1, 1], ["95 %", "96 %", "97 %", "98 %", "99 %", "100 %"]],
    ["accuracy", [0], ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]],
    [
      "accuracy",
      [0.991, 0.9932],
      ["99.10 %", "99.15 %", "99.20 %", "99.25 %", "99.30 %", "99.35 %"],
    ],
    ["accuracy", [86, 98], ["85", "90", "95", "100"]],
    ["loss", [0.004, 0.41], ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"]],
    ["learning_rate", [6e-7, 0.006], ["0.000", "0.002", "0.004", "0.006"]],
    ["learning_rate", [1e-7, 4e-7], ["1e-7", "2e-7", "3e-7", "4e-7"]],
    ["images_per_second", [1010, 2150], ["1,000", "1,500", "2,000", "2,500"]],
    ["loss", [0, 3e38], ["0", "1e+38", "2e+38", "3e+38"]],
    ["epochs", [1], ["0.0", "0.5", "1.0", "1.5", "2.0"]],
    ["batch_size", [64], ["60", "62", "64", "66", "68"]],
    ["reward", [-3, 2], ["-3", "-2", "-1", "0", "1", "2"]],
    ["loss", [], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
  ])("of %s %j has ticks with equally many decimals: %j", (metric, values, expected) => {
    expect(texts(valueScale(metric, values))).toEqual(expected);
  });

  it("stands even at the ends of what a number can be", () => {
    expect(texts(valueScale("loss", [0, Number.MIN_VALUE]))).toEqual(texts(valueScale("loss", [])));
    expect(valueScale("loss", [-Number.MAX_VALUE, Number.MAX_VALUE])).toMatchObject({
      ...{ min: -1e300, max: 1e300 },
    });
  });

  it("puts equal values into the middle of a logarithmic axis", () => {
    const of = (values: number[]) => valueAxis({ name: "lr", values, log: true });
    expect(of([0.01, 0.01])).toMatchObject({ min: 0.005, max: 0.02 });
    expect(of([0.003])).toMatchObject({ min: 0.002, max: 0.005 });
  });

  it("does not magnify the rounding of equal values", () => {
    expect(texts(valueScale("loss", [0.3, 0.1 + 0.2]))).toEqual([
      ...["0.28", "0.29", "0.30", "0.31", "0.32"],
    ]);
  });
});

describe("the axis that curves are drawn over", () => {
  it("begins at the first epoch, and has no ticks between epochs", () => {
    expect(xScale("epoch", [1, 2, 3])).toMatchObject({ min: 1, max: 3, ticks: [1, 2, 3] });
    expect(xScale("epoch", [0.05, 1.7])).toMatchObject({ min: 0, max: 2, ticks: [0, 1, 2] });
    expect(xScale("epoch", [1, 30]).ticks).toEqual([5, 10, 15, 20, 25, 30]);
  });

  it("puts a lone epoch into the middle, and has no tick where no epoch was", () => {
    expect(xScale("epoch", [1])).toMatchObject({ min: 0.5, max: 1.5, ticks: [1] });
  });

  it("puts a lone position into the middle of a logarithmic axis", () => {
    const of = (positions: number[]) => positionAxis({ axis: "epoch", positions, log: true });
    expect(of([3])).toMatchObject({ min: 1.5, max: 6 });
    expect(of([3, 4])).toMatchObject({ min: 3, max: 4 });
  });

  it("begins with the run over steps and time, and ends with the last point", () => {
    expect(xScale("step", [591, 4728])).toMatchObject({ min: 0, max: 4728 });
    expect(xScale("time", [25.5, 203.9])).toMatchObject({ min: 0, max: 203.9 });
  });

  it("divides time as a clock does", () => {
    const { ticks, format } = xScale("time", [25.5, 203.9]);
    expect(ticks.map(format)).toEqual([
      ...["0s", "30s", "1m 00s", "1m 30s", "2m 00s", "2m 30s", "3m 00s"],
    ]);
    expect(texts(xScale("time", [3, 20_000])).slice(0, 3)).toEqual(["0s", "1h 00m", "2h 00m"]);
  });

  it("stands even where there is nothing to draw", () => {
    expect(xScale("step", [])).toMatchObject({ min: 0, max: 1, ticks: [0, 1] });
    expect(xScale("time", [0])).toMatchObject({ min: 0, max: 1, ticks: [0, 1] });
  });
});
