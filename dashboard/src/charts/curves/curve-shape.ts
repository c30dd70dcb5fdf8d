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
  /** Where values were logged that are no numbers. */
  gaps: readonly Gap[];
}

export interface Gap {
  x: number;
  kind: "NaN" | "Infinity" | "-Infinity";
}

export interface ShapeOptions {
  axis: XAxis;
  /** 0: none. See smooth.ts. */
  smoothing: number;
  /** Seconds that are added to times: from the sweep's beginning to the run's. */
  offset: number;
}

type Columns = Pick<CurveShape, "x" | "y" | "raw" | "gaps">;

/** Points without a place on the axis (no epoch) are left out. */
export function shapeOf(curve: Curve, { axis, smoothing, offset }: ShapeOptions): Columns {
  const positions = positionsOf(curve, axis, offset);
  const kept = [...curve.values.keys()].filter((i) => positions[i] !== null);
  const x = Float64Array.from(kept, (i) => positions[i] ?? 0);
  const raw = Float64Array.from(kept, (i) => curve.values[i] ?? Number.NaN);
  const gaps = gapsOf(curve, { axis, offset });
  return smoothing > 0
    ? { x, y: smooth(raw, smoothing), raw, gaps }
    : { x, y: raw, raw: null, gaps };
}

function gapsOf({ nonFinite }: Curve, { axis, offset }: Omit<ShapeOptions, "smoothing">): Gap[] {
  return nonFinite.flatMap(({ step, epoch, seconds, kind }) => {
    const x = axis === "step" ? step : axis === "time" ? seconds + offset : epoch;
    return x === null ? [] : [{ x, kind }];
  });
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
