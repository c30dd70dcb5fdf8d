import { isShareName } from "../format.js";
import { type AxisScale, multiplesAround, niceStep } from "./axis-scale.js";

const MOST_INTERVALS = 5; // more grid lines do not help to read a value
const LEAST_SPREAD = 1e-6; // of the values' size: closer ones are drawn as equal, or their ticks would all read alike
const MOST_SIZE = 1e300; // beyond it, and below its reciprocal, steps between ticks are no numbers any more
const MARGIN = 0.05; // of a lone value's size, above and below it; of a count 1 at least

/**
 * The axis of a metric's values. It ends at ticks, and since these are multiples of a nice step it is never below 0 where
 * no value is, and for shares (accuracies between 0 and 1) never above 1.
 */
export function valueScale(metric: string, values: readonly number[]): AxisScale {
  const isShare = isShareName(metric) && values.every((value) => value >= 0 && value <= 1);
  const [low, high] = spread(values, isShare ? 1 : Number.POSITIVE_INFINITY);
  const step = niceStep(high / MOST_INTERVALS - low / MOST_INTERVALS);
  const ticks = multiplesAround(step, low, high);
  const [min = 0] = ticks;
  const max = ticks.at(-1) ?? 1;
  return { min, max, ticks, format: valueText({ isShare, step, min, max }) };
}

/** Text of ticks that are `step` apart: all of them have the same number of decimals. */
export function valueText(options: {
  isShare: boolean;
  step: number;
  min: number;
  max: number;
}): (tick: number) => string {
  const { isShare, step, min, max } = options;
  return isShare ? percentText(step) : numberText(step, min, max);
}

/** Lowest and highest value, apart even where there is but one. */
function spread(values: readonly number[], most: number): [number, number] {
  if (values.length === 0) return [0, 1];
  const low = Math.max(
    -MOST_SIZE,
    values.reduce((a, b) => Math.min(a, b)),
  );
  const high = Math.min(
    MOST_SIZE,
    values.reduce((a, b) => Math.max(a, b)),
  );
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < 1 / MOST_SIZE) return [0, 1];
  if (high - low > size * LEAST_SPREAD) return [low, high];
  const isCount = Number.isInteger(low) && Number.isInteger(high) && most > 1;
  const margin = isCount ? Math.max(1, size * MARGIN) : size * MARGIN;
  return [low - margin, Math.min(most, high + margin)];
}

function percentText(step: number): (tick: number) => string {
  const decimals = decimalsOf(step * 100);
  return (tick) => `${(tick * 100).toFixed(decimals)} %`;
}

const MOST_DECIMALS = 6; // beyond these, and from a milliard on, powers of ten are easier to read
const MOST_PLAIN = 1e9;

function numberText(step: number, min: number, max: number): (tick: number) => string {
  const decimals = decimalsOf(step);
  const size = Math.max(Math.abs(min), Math.abs(max));
  if (decimals <= MOST_DECIMALS && size < MOST_PLAIN) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return (tick) => tick.toLocaleString("en", digits);
  }
  const significant = Math.max(0, magnitude(size) - magnitude(step));
  return (tick) => (tick === 0 ? "0" : tick.toExponential(significant));
}

function decimalsOf(step: number): number {
  return Math.max(0, -magnitude(step));
}

function magnitude(value: number): number {
  return Math.floor(Math.log10(value) + 1e-9); // log10(0.001) may come out just below -3
}
