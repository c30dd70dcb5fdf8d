import { firstAtLeast } from "../maths/ascending.js";
import type { CurveShape } from "./curve-shape.js";

export interface NearCurve {
  shape: CurveShape;
  /** Index of its point that is nearest along x. */
  index: number;
  /** Px, up or down, from the pointer to the line. */
  distance: number;
}

export interface NearOptions {
  /** The pointer on the axes, and where values lie in px. */
  x: number;
  pixelY: number;
  toPixelY(value: number): number;
  /** How far before its first or after its last point a curve still counts, in units of x. */
  reach: number;
}

/** The curves at the pointer's x, the nearest line first. */
export function nearestCurves(shapes: readonly CurveShape[], options: NearOptions): NearCurve[] {
  return shapes
    .flatMap((shape) => near(shape, options) ?? [])
    .sort((a, b) => a.distance - b.distance);
}

function near(shape: CurveShape, { x, pixelY, toPixelY, reach }: NearOptions): NearCurve | null {
  const [first, last] = [shape.x[0], shape.x.at(-1)];
  if (first === undefined || last === undefined || x < first - reach || x > last + reach)
    return null;
  const after = Math.min(shape.x.length - 1, firstAtLeast(shape.x, x));
  const before = Math.max(0, after - 1);
  const [x0, x1] = [shape.x[before] ?? 0, shape.x[after] ?? 0];
  const [y0, y1] = [shape.y[before] ?? Number.NaN, shape.y[after] ?? Number.NaN];
  const share = x1 === x0 ? 1 : Math.min(1, Math.max(0, (x - x0) / (x1 - x0)));
  const distance = Math.abs(toPixelY(y0 + (y1 - y0) * share) - pixelY);
  const index = share < 0.5 ? before : after;
  return Number.isFinite(distance) ? { shape, index, distance } : null;
}
