import type { Random } from "../core/random.js";

/** Uniform in [min, max]. */
export function uniform(min: number, max: number, random: Random): number {
  return clamp(min + (max - min) * random.next(), min, max);
}

/** Uniform in the logarithm: as many values between 0.001 and 0.01 as between 0.01 and 0.1. 0 < min. */
export function logUniform(min: number, max: number, random: Random): number {
  return clamp(Math.exp(uniform(Math.log(min), Math.log(max), random)), min, max);
}

/** Rounding may pass an end by one unit in the last place. */
function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
