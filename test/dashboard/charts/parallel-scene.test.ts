import { describe, expect, it } from "vitest";
import {
  axisPositions,
  heightOf,
  lineOf,
  shareAt,
} from "../../../dashboard/src/charts/parallel/parallel-scene.js";
import { toColumn } from "../../../dashboard/src/charts/table/column.js";
import { columnAxis } from "../../../dashboard/src/charts/table/column-axis.js";

describe("parallel coordinates", () => {
  it("spread their axes evenly, a lone one in the middle", () => {
    expect(axisPositions(1, 400)).toEqual([200]);
    const [first, second, third] = axisPositions(3, 400);
    expect(third).toBe(400 - (first ?? 0));
    expect(second).toBe(200);
  });

  it("have a height for every share, and read shares from heights", () => {
    for (const share of [0, 0.25, 1])
      expect(shareAt(heightOf(share, 300), 300)).toBeCloseTo(share, 10);
  });

  it("lead lines of runs without a value below the axis", () => {
    const column = toColumn("lr", "lr", [1, null]);
    const axes = [{ column, axis: columnAxis(column, { log: false }), x: 10 }];
    const [, y] = lineOf({ axes, height: 300 }, 1);
    expect(y).toBeGreaterThan(heightOf(0, 300));
  });
});
