import { formatMetric, isShareName } from "../../format.js";
import { multiplesWithin, niceStep } from "../axis-scale.js";
import { fullRange, robustRange } from "../maths/robust-range.js";
import { valueScale, valueText } from "../value-scale.js";
import type { Axis, Tick } from "./axis.js";
import { logTicks } from "./log-ticks.js";

export interface ValueAxisOptions {
  name: string;
  values: readonly number[];
  /** Asked for; without a positive value the axis is linear all the same. */
  log: boolean;
  /** Leave outliers outside of the axis. */
  robust?: boolean;
}

/** The axis of a metric's or a parameter's values. */
export function valueAxis({ name, values, log, robust = false }: ValueAxisOptions): Axis {
  const rangeOf = robust ? robustRange : fullRange;
  const positive = log ? rangeOf(values.filter((value) => value > 0)) : null;
  if (positive) return logAxis(name, positive);
  const { min, max } = valueScale(name, rangeOf(values) ?? []);
  return {
    title: name,
    type: "linear",
    min,
    max,
    ticks: (low, high, most) => linearTicks(name, low, high, most),
    format: (value) => formatMetric(name, value),
  };
}

/** From the last nice number below to the first above: 1, 2 or 5 times a power of ten. */
function logAxis(name: string, [low, high]: [number, number]): Axis {
  const [below, above] = [niceBelow(low), niceAbove(high)];
  const isLone = above <= below; // all values are this nice number
  return {
    title: `${name} (log)`,
    type: "logarithmic",
    min: isLone ? below / LONE_RATIO : below,
    max: isLone ? above * LONE_RATIO : above,
    ticks: logTicks,
    format: (value) => formatMetric(name, value),
  };
}

const LONE_RATIO = 2; // from equal values to either end of a logarithmic axis: they stand in the middle

function niceAbove(value: number): number {
  return niceStep(value);
}

function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [5, 2, 1].find((each) => each * power <= value * (1 + 1e-9)) ?? 1;
  return Number((factor * power).toPrecision(12));
}

function linearTicks(name: string, low: number, high: number, most: number): Tick[] {
  if (!(high > low)) return [];
  const step = niceStep((high - low) / Math.max(1, most));
  const isShare = isShareName(name) && low >= 0 && high <= 1;
  const text = valueText({ isShare, step, min: low, max: high });
  return multiplesWithin(step, low, high).map((value) => ({ value, label: text(value) }));
}
