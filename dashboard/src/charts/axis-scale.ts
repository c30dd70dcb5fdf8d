/** One axis of a chart: from where to where, and its ticks with their text. Pure. */
export interface AxisScale {
  min: number;
  max: number;
  /** Ascending, within min and max. */
  ticks: number[];
  format(tick: number): string;
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below `least`: every one up to 1 divides 1. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((each) => each * power >= least * (1 - ROUNDING)) ?? 10;
  return tidy(factor * power);
}

/** Multiples of `step` from the last one that is not above `low` to the first that is not below `high`. */
export function multiplesAround(step: number, low: number, high: number): number[] {
  const first = Math.floor(low / step + ROUNDING);
  const last = Math.max(first + 1, Math.ceil(high / step - ROUNDING));
  return multiples(step, first, last);
}

/** Multiples of `step` between `low` and `high`, both included. */
export function multiplesWithin(step: number, low: number, high: number): number[] {
  return multiples(step, Math.ceil(low / step - ROUNDING), Math.floor(high / step + ROUNDING));
}

const ROUNDING = 1e-9; // 0.3 / 0.1 is 2.9999999999999996

function multiples(step: number, first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
}

/** Without the tail that products of decimal fractions have, and without a negative zero. */
function tidy(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}
