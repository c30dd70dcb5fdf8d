import { createPruning, type DataPruning } from "./data-pruning.js";
import type { Sampler } from "./sampler.js";
import { createShuffle, type ShuffleOptions } from "./shuffle.js";

export interface SamplerOptions extends ShuffleOptions {
  epochs: number;
  dataPruning: DataPruning | null;
}

export function createSampler(
  rows: Int32Array,
  { dataPruning, ...options }: SamplerOptions,
): Sampler {
  return dataPruning
    ? createPruning(rows, { ...options, ...dataPruning })
    : createShuffle(rows, options);
}
