import { describe, expect, it } from "vitest";
import { bandOf, interpolate } from "../../../dashboard/src/charts/maths/band.js";

describe("the band of several curves", () => {
  it("is the mean with its 95 % interval by Student's t, where curves have points", () => {
    const band = bandOf(
      [line([0, 1], [1, 4]), line([0, 1], [2, 5]), line([0, 1], [3, 6])],
      "interval",
    );
    const half = 4.303 / Math.sqrt(3); // t for 2 degrees of freedom, standard deviation 1
    expect([...band.mean]).toEqual([2, 5]);
    expect(band.low[0]).toBeCloseTo(2 - half, 10);
    expect(band.high[1]).toBeCloseTo(5 + half, 10);
    expect([...band.count]).toEqual([3, 3]);
  });

  it("goes from the lowest to the highest where that is asked for", () => {
    const band = bandOf([line([0, 1], [1, 4]), line([0, 1], [3, 9])], "range");
    expect([[...band.low], [...band.high]]).toEqual([
      [1, 4],
      [3, 9],
    ]);
  });

  it("reads a curve between its points as a straight line, and not beyond them", () => {
    expect([...interpolate(line([0, 10], [0, 100]), [-1, 0, 2.5, 10, 11])]).toEqual([
      ...[Number.NaN, 0, 25, 100, Number.NaN],
    ]);
    const band = bandOf([line([0, 4], [0, 4]), line([0, 2], [2, 2])], "range");
    expect([...band.x]).toEqual([0, 2, 4]);
    expect([...band.count]).toEqual([2, 2, 1]);
    expect([...band.mean]).toEqual([1, 2, 4]);
  });

  it("has no width where there is one curve only", () => {
    const band = bandOf([line([1], [0.5])], "interval");
    expect([band.low[0], band.mean[0], band.high[0]]).toEqual([0.5, 0.5, 0.5]);
  });

  it("costs what can be seen of curves of many points", () => {
    const long = line(
      Array.from({ length: 5000 }, (_, i) => i),
      Array.from({ length: 5000 }, (_, i) => i * 2),
    );
    const { x, mean } = bandOf([long, long], "interval");
    expect([x.length, x[0], x.at(-1), mean.at(-1)]).toEqual([400, 0, 4999, 9998]);
  });
});

function line(x: number[], y: number[]) {
  return { x, y };
}
