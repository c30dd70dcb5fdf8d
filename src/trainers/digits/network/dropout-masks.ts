import { seedOf } from "../../../core/random.js";
import type { NumberArrays } from "../../backends/backend.js";
import type { DropoutSite } from "./network.js";

/**
 * The masks of one training step, by dropout name, [batch, …shape]: 0 with probability `rate`, else 1 / (1 − rate), so that
 * the mean stays (inverted dropout). They depend on the run's seed and the step alone, whatever the backend.
 */
export function dropoutMasks(
  sites: readonly DropoutSite[],
  { batch, seed, step }: { batch: number; seed: number; step: number },
): NumberArrays {
  return Object.fromEntries(
    sites.map(({ name, rate, shape }) => {
      const data = new Float32Array(shape.reduce((product, side) => product * side, batch));
      fillMask(data, rate, seedOf(seed, "dropout", name, step));
      return [name, { data, shape: [batch, ...shape] }];
    }),
  );
}

const CHANCES = 2 ** 16; // half of a 32-bit draw decides one value: rates are exact to 0.00002

/** core/random draws 53 bits at a time; a mask needs millions of draws of 16. */
function fillMask(mask: Float32Array, rate: number, seed: number): void {
  const kept = 1 / (1 - rate);
  const threshold = Math.round(rate * CHANCES);
  const next = xorshift32(seed);
  for (let i = 0; i < mask.length; i += 2) {
    const bits = next();
    mask[i] = (bits & 0xffff) < threshold ? 0 : kept;
    if (i + 1 < mask.length) mask[i + 1] = bits >>> 16 < threshold ? 0 : kept;
  }
}

/** Marsaglia 2003, "Xorshift RNGs": 32 bits of state, which may be anything but 0. */
function xorshift32(seed: number): () => number {
  let state = seed || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
}
