import type { XAxis } from "../address.js";
import { formatDuration, formatNumber } from "../format.js";
import { type AxisScale, multiplesWithin, niceStep } from "./axis-scale.js";

/** Title of an x axis, and text of its values. */
export const X_AXIS: Record<XAxis, { title: string; format(value: number): string }> = {
  epoch: { title: "epoch", format: (epoch) => String(Number(epoch.toFixed(2))) },
  step: { title: "step", format: formatNumber },
  time: { title: "time", format: (seconds) => formatDuration(seconds * 1000) },
};

const MOST_INTERVALS = 10; // a narrow chart leaves out some

/** The axis of these positions: epochs from the first one, steps and seconds from the run's start; none between epochs. */
export function xScale(axis: XAxis, xs: readonly number[]): AxisScale {
  const least = xs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = xs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const [min, max] = xs.length === 0 ? [0, 1] : rangeOf(axis, least, most);
  const step = stepBetween(axis, (max - min) / MOST_INTERVALS);
  return { min, max, ticks: multiplesWithin(step, min, max), format: X_AXIS[axis].format };
}

/** The smallest nice step between ticks that is not below `least`: none is between epochs, and time is divided as on a clock. */
export function stepBetween(axis: XAxis, least: number): number {
  return axis === "time" ? niceDuration(least) : Math.max(1, niceStep(least));
}

function rangeOf(axis: XAxis, least: number, most: number): [number, number] {
  if (axis !== "epoch") return [Math.min(0, least), most > 0 ? most : 1];
  const [first, last] = [Math.floor(least), Math.ceil(most)];
  return first === last ? [first - LONE_ROOM, last + LONE_ROOM] : [first, last];
}

const LONE_ROOM = 0.5; // epochs to both sides of a lone one: its neighbours, which nobody trained, are not on the axis

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Steps of a clock, in seconds. */
const DURATIONS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 8, 12].map((hours) => hours * HOUR),
];

function niceDuration(least: number): number {
  return DURATIONS.find((each) => each >= least) ?? HOUR * niceStep(least / HOUR);
}
