import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestAxis, curvePoints } from "../../dashboard/src/charts/curve-points.js";
import { indexOfNearest } from "../../dashboard/src/charts/nearest-per-series.js";
import { seriesStyle } from "../../dashboard/src/charts/series-style.js";
import { spreadEpochs } from "../../dashboard/src/charts/spread-epochs.js";
import { tooltipLine, tooltipTitle } from "../../dashboard/src/charts/tooltip-text.js";

describe("curves", () => {
  const curve = {
    run: "a",
    steps: [10, 20, 30],
    epochs: [1, null, 3],
    seconds: [5, 6, 7],
    values: [0.5, 0.6, 0.7],
    count: 3,
    nonFinite: [],
  };

  it("are drawn over steps, time or epochs, there without points that have none", () => {
    expect(curvePoints(curve, "step").map(({ x }) => x)).toEqual([10, 20, 30]);
    expect(curvePoints(curve, "time").map(({ x }) => x)).toEqual([5, 6, 7]);
    expect(curvePoints(curve, "epoch")).toEqual([
      { x: 1, y: 0.5 },
      { x: 3, y: 0.7 },
    ]);
  });

  it("are drawn over epochs only where every point has one", () => {
    expect(bestAxis([curve])).toBe("step");
    expect(bestAxis([{ ...curve, epochs: [1, 2, 3] }])).toBe("epoch");
  });

  it("lie side by side within an epoch in which they were logged several times", () => {
    const points = { steps: [5, 10, 15, 20, 25], epochs: [1, 1, 2, 2, 3] };
    const several = {
      run: "a",
      ...points,
      seconds: [1, 2, 3, 4, 5],
      values: [5, 4, 3, 2, 1],
      count: 5,
      nonFinite: [],
    };
    expect(curvePoints(several, "epoch").map(({ x }) => x)).toEqual([0.5, 1, 1.5, 2, 2.5]);
    const fromZero = { ...several, epochs: [0, 0, 1, 1, 2] };
    expect(curvePoints(fromZero, "epoch").map(({ x }) => x)).toEqual([0.5, 1, 1.5, 2, 2.5]);
  });

  it("stay where they are over epochs that are fractions, and before the first epoch is over stay in it", () => {
    expect(spreadEpochs({ steps: [5, 10, 15], epochs: [0.5, 1, 1.5] })).toEqual([0.5, 1, 1.5]);
    expect(spreadEpochs({ steps: [5, 10], epochs: [1, 1] })).toEqual([0.5, 1]);
    expect(spreadEpochs({ steps: [], epochs: [] })).toEqual([]);
  });

  it("advance along spread epochs, never past the one that was logged", () => {
    const counts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(counts, (perEpoch) => {
        const epochs = perEpoch.flatMap((count, i) => Array<number>(count).fill(i + 1));
        const xs = spreadEpochs({ steps: epochs.map((_, i) => 7 * (i + 1)), epochs });
        xs.forEach((x, i) => {
          expect(x).toBeGreaterThanOrEqual((epochs[i] ?? 0) - 1);
          expect(x).toBeLessThanOrEqual(epochs[i] ?? 0);
          expect(x).toBeGreaterThanOrEqual(xs[i - 1] ?? 0);
        });
      }),
    );
  });

  it("tell the point nearest to the pointer, where they reach to it", () => {
    const points = curvePoints(curve, "step");
    expect([-5, 14, 16, 99].map((x) => indexOfNearest(points, x))).toEqual([0, 0, 1, 2]);
    expect([4, 5, 35, 36].map((x) => indexOfNearest(points, x, 5))).toEqual([null, 0, 2, null]);
    expect(indexOfNearest([], 1)).toBeNull();
  });

  it("are named with their values, and where their points are", () => {
    expect(tooltipTitle("epoch", [3, 3])).toBe("epoch 3");
    expect(tooltipTitle("time", [84.2, 80])).toBe("time 1m 20s – 1m 24s");
    expect(tooltipLine("val_accuracy", 0.99314, "augment=on")).toBe("99.31 %  augment=on");
  });

  it("look different for the first 64 runs", () => {
    const looks = Array.from({ length: 64 }, (_, i) => JSON.stringify(seriesStyle(i)));
    expect(new Set(looks).size).toBe(64);
  });
});
