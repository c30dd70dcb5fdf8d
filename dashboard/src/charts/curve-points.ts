import type { Curve } from "../../../src/api/curves.js";
import type { XAxis } from "../address.js";
import { spreadEpochs } from "./spread-epochs.js";

export interface ChartPoint {
  x: number;
  y: number;
}

/** A curve's points over the axis; those without an epoch are left out over epochs. */
export function curvePoints(curve: Curve, axis: XAxis): ChartPoint[] {
  const xs = positions(curve, axis);
  return curve.values.flatMap((y, i) => {
    const x = xs[i] ?? null;
    return x === null ? [] : [{ x, y }];
  });
}

/** Epochs where every point has one, else steps. */
export function bestAxis(curves: readonly Curve[]): XAxis {
  const hasEpochs = curves.every(({ epochs }) => epochs.every((epoch) => epoch !== null));
  return hasEpochs ? "epoch" : "step";
}

function positions(curve: Curve, axis: XAxis): readonly (number | null)[] {
  switch (axis) {
    case "epoch":
      return spreadEpochs(curve);
    case "step":
      return curve.steps;
    case "time":
      return curve.seconds;
  }
}
