/** A quantised range: min, min + q, min + 2q, … up to the last that does not pass max. */
export interface Steps {
  min: number;
  max: number;
  q: number;
}

const ROUNDING_TOLERANCE = 1e-9; // (0.3 - 0) / 0.1 is 2.9999999999999996: one step would be lost

/** How many values the range has; max is one of them where (max - min) is a multiple of q. */
export function stepCount({ min, max, q }: Steps): number {
  return Math.floor((max - min) / q + ROUNDING_TOLERANCE) + 1;
}

/** The value at a 0-based step, without the tail of binary fractions: 0.3, not 0.30000000000000004. */
export function stepValue({ min, q }: Steps, step: number): number {
  return roundLike(min + step * q, min, q);
}

/** The step nearest to a value. */
export function nearestStep(steps: Steps, value: number): number {
  const step = Math.round((value - steps.min) / steps.q);
  return Math.min(Math.max(step, 0), stepCount(steps) - 1);
}

/** Rounds to as many decimals as the most precise of `samples` is written with. */
export function roundLike(value: number, ...samples: number[]): number {
  const decimals = Math.max(...samples.map(decimalsOf));
  return decimals > MAX_DECIMALS ? value : Number(value.toFixed(decimals));
}

const MAX_DECIMALS = 100; // the most that Number.prototype.toFixed takes

function decimalsOf(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent));
}
