import type { Curve } from "../../../../src/api/curves.js";
import type { XAxis } from "../../address.js";
import { smooth } from "../maths/smooth.js";
import { spreadEpochs } from "../spread-epochs.js";

/** A curve as it is drawn: columns of equal length, x ascending. */
export interface CurveShape {
  run: string;
  name: string;
  /** CSS custom property of its colour, and its dashes: see series-style.ts. */
  styleIndex: number;
  x: Float64Array;
  /** Smoothed, where smoothing is asked for. */
  y: Float64Array;
  /** As logged; null where y is. */
  raw: Float64Array | null;
}

export interface ShapeOptions {
  axis: XAxis;
  /** 0: none. See smooth.ts. */
  smoothing: number;
  /** Seconds that are added to times: from the sweep's beginning to the run's. */
  offset: number;
}

type Columns = Pick<CurveShape, "x" | "y" | "raw">;

/** Points without a place on the axis (no epoch) are left out. */
export function shapeOf(curve: Curve, { axis, smoothing, offset }: ShapeOptions): Columns {
  const positions = positionsOf(curve, axis, offset);
  const kept = [...curve.values.keys()].filter((i) => positions[i] !== null);
  const x = Float64Array.from(kept, (i) => positions[i] ?? 0);
  const raw = Float64Array.from(kept, (i) => curve.values[i] ?? Number.NaN);
  return smoothing > 0 ? { x, y: smooth(raw, smoothing), raw } : { x, y: raw, raw: null };
}

function positionsOf(curve: Curve, axis: XAxis, offset: number): readonly (number | null)[] {
  switch (axis) {
    case "epoch":
      return spreadEpochs(curve);
    case "step":
      return curve.steps;
    case "time":
      return offset === 0 ? curve.seconds : curve.seconds.map((each) => each + offset);
  }
}
