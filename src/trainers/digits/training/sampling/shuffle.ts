import { createRandom } from "../../../../core/random.js";
import type { Draw, Sampler } from "./sampler.js";

export interface ShuffleOptions {
  /** Images of a batch. */
  size: number;
  /** The run's seed. */
  seed: number;
}

/** Every row once an epoch, in an order that depends on seed and epoch alone; the last batch holds what is left. */
export function createShuffle(rows: Int32Array, { size, seed }: ShuffleOptions): Sampler {
  return {
    *epoch(epoch): Generator<Draw> {
      const order = shuffled(rows, seed, epoch);
      for (let start = 0; start < order.length; start += size)
        yield { rows: order.subarray(start, start + size), weights: null };
    },
  };
}

/** The order of one pass, from 1, through the rows. */
export function shuffled(rows: Int32Array, seed: number, pass: number): Int32Array {
  return createRandom(seed, "shuffle", pass).shuffle(rows.slice());
}
