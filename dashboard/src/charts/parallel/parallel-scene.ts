import type { Axis } from "../plot/axis.js";
import type { PlotColours } from "../plot/palette.js";
import type { Column } from "../table/column.js";
import { shareOn } from "../table/column-axis.js";

/** Everything that a drawing of parallel coordinates needs. */
export interface ParallelScene {
  width: number;
  height: number;
  axes: readonly SceneAxis[];
  /** Of each run: its colour, and 1 where no brush leaves it out. */
  colourOf(index: number): string;
  kept: Uint8Array;
  /** Runs in the order in which they are drawn, the most important last. */
  order: readonly number[];
  /** Index of a run that is drawn above all others. */
  emphasised: number | null;
  colours: PlotColours;
  fontFamily: string;
}

export interface SceneAxis {
  column: Column;
  axis: Axis;
  /** Px from the left. */
  x: number;
}

export const TOP_PX = 48; // for the axes' names
export const BOTTOM_PX = 34; // for runs without a value, and a label of theirs
const MISSING_PX = 18; // below an axis: where lines of runs without a value go
const SIDE_PX = 56; // left of the first and right of the last axis: half of a name

/** Px from the left of each of `count` axes. */
export function axisPositions(count: number, width: number): number[] {
  if (count === 1) return [width / 2];
  const step = (width - 2 * SIDE_PX) / (count - 1);
  return Array.from({ length: count }, (_, i) => SIDE_PX + i * step);
}

/** Px from the top of a share of an axis. */
export function heightOf(share: number, height: number): number {
  const bottom = height - BOTTOM_PX;
  return Number.isFinite(share) ? bottom - share * (bottom - TOP_PX) : bottom + MISSING_PX;
}

/** The share of an axis at a height; below 0 and above 1 outside of it. */
export function shareAt(y: number, height: number): number {
  const bottom = height - BOTTOM_PX;
  return (bottom - y) / (bottom - TOP_PX);
}

/** Where a run's line crosses each axis: x, y, x, y, … in px. */
export function lineOf(
  { axes, height }: Pick<ParallelScene, "axes" | "height">,
  index: number,
): Float64Array {
  const line = new Float64Array(axes.length * 2);
  axes.forEach(({ column, axis, x }, i) => {
    line[2 * i] = x;
    line[2 * i + 1] = heightOf(shareOn(axis, column.values[index] ?? Number.NaN), height);
  });
  return line;
}

const REACH_PX = 12;

/** The run whose line is nearest to a point, among those kept; null where none is near. */
export function nearestLine(scene: ParallelScene, x: number, y: number): number | null {
  const right = scene.axes.findIndex((axis) => axis.x >= x);
  const [from, to] = [scene.axes[right - 1], scene.axes[right]];
  if (!from || !to) return null;
  const share = (x - from.x) / (to.x - from.x);
  let nearest: number | null = null;
  let least = REACH_PX;
  for (const index of scene.order) {
    if (!scene.kept[index]) continue;
    const crossing = ({ column, axis }: SceneAxis) =>
      heightOf(shareOn(axis, column.values[index] ?? Number.NaN), scene.height);
    const [before, after] = [crossing(from), crossing(to)];
    const slope = (after - before) / (to.x - from.x);
    const distance = Math.abs(before + (after - before) * share - y) / Math.hypot(1, slope);
    if (distance >= least) continue;
    nearest = index;
    least = distance;
  }
  return nearest;
}
