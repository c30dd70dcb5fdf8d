import { describe, expect, it } from "vitest";
import { nearestCurves } from "../../../dashboard/src/charts/curves/nearest-curve.js";

const shape = (run: string, x: number[], y: number[]) => ({
  ...{ run, name: run, styleIndex: 0, raw: null, gaps: [] },
  x: Float64Array.from(x),
  y: Float64Array.from(y),
});
const at = (x: number, pixelY: number) => ({ x, pixelY, toPixelY: (y: number) => y, reach: 1 });

describe("the curves under the pointer", () => {
  it("come with the nearest line first, between its points too", () => {
    const shapes = [shape("flat", [0, 10], [8, 8]), shape("steep", [0, 10], [0, 10])];
    const found = nearestCurves(shapes, at(5, 5.5));
    expect(found.map((each) => [each.shape.run, each.index, each.distance])).toEqual([
      ["steep", 1, 0.5],
      ["flat", 1, 2.5],
    ]);
    expect(nearestCurves(shapes, at(4, 5))[0]?.index).toBe(0);
  });

  it("leave out those that do not reach to it", () => {
    const shapes = [shape("short", [0, 3], [1, 1]), shape("none", [], [])];
    expect(nearestCurves(shapes, at(5, 1))).toEqual([]);
    expect(nearestCurves(shapes, at(3.5, 1)).map((each) => each.index)).toEqual([1]);
  });

  it("leave out those that are not finite there", () => {
    expect(nearestCurves([shape("hole", [0, 1], [1, Number.NaN])], at(0.5, 1))).toEqual([]);
  });
});
