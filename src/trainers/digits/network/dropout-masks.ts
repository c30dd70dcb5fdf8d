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

/**
 * core/random draws 53 bits at a time; a mask needs millions of draws of 16, by xorshift (Marsaglia 2003, "Xorshift RNGs": 32 bits of
 * state, which may be anything but 0). Whether a value is dropped is a sign bit, not a branch, which a processor would guess wrong
 * each time that one is: five times as fast.
 */
function fillMask(mask: Float32Array, rate: number, seed: number): void {
  const kept = 1 / (1 - rate);
  const dropped = Math.round(rate * CHANCES) - 1; // the greatest draw that is
  let bits = seed || 1;
  for (let i = 0; i < mask.length; i += 2) {
    bits ^= bits << 13;
    bits ^= bits >>> 17;
    bits ^= bits << 5;
    mask[i] = kept * ((dropped - (bits & 0xffff)) >>> 31);
    mask[i + 1] = kept * ((dropped - (bits >>> 16)) >>> 31); // of an odd length the last one falls outside, and is lost
  }
}
