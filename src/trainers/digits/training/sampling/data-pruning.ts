import { z } from "zod";
import { createRandom } from "../../../../core/random.js";
import { batchesPerEpoch, type Draw, type Sampler } from "./sampler.js";
import { type ShuffleOptions, shuffled } from "./shuffle.js";

/** The options of the parameter `data_pruning`. */
export const dataPruning = z.strictObject({
  ratio: z
    .number()
    .gt(0)
    .max(0.95)
    .default(0.5)
    .describe("share of the images with less than the mean loss that a pass leaves out"),
  until: z
    .number()
    .gt(0)
    .max(1)
    .default(0.875)
    .describe("share of the steps after which no image is left out any more"),
});
export type DataPruning = z.output<typeof dataPruning>;

export interface PruningOptions extends ShuffleOptions, DataPruning {
  /** How many the training will have. */
  epochs: number;
}

/**
 * InfoBatch (Qin et al. 2024). Of the images whose loss, when they were last seen, was below the mean of all, each pass leaves out a
 * random `ratio`, and those that stay count 1 / (1 − ratio) times, so that the gradient is that of all images on average. The first pass
 * leaves out none, nor does any after `until`. An epoch is as many images as there are rows, whichever pass they belong to: the paper's
 * epochs get shorter, these hold more passes, and cost what others do.
 */
export function createPruning(rows: Int32Array, options: PruningOptions): Sampler {
  const lastLoss = new Float32Array(1 + rows.reduce((a, b) => Math.max(a, b), 0)).fill(UNSEEN);
  const prunedSteps = options.until * options.epochs * batchesPerEpoch(rows.length, options.size);
  let drawn = 0; // batches
  const images = passes(rows, { ...options, lastLoss, pruning: () => drawn <= prunedSteps });
  return {
    *epoch() {
      const draw = { rows: new Int32Array(options.size), weights: new Float32Array(options.size) };
      for (let left = rows.length; left > 0; left -= options.size) {
        drawn++;
        yield fill(draw, Math.min(left, options.size), images);
      }
    },
    learn({ rows: seen }, losses) {
      seen.forEach((row, i) => {
        lastLoss[row] = losses[i] as number;
      });
    },
  };
}

const UNSEEN = Number.NaN; // not below any mean

interface Image {
  row: number;
  weight: number;
}

interface PassOptions {
  seed: number;
  ratio: number;
  /** By row. */
  lastLoss: Float32Array;
  /** May images be left out now? */
  pruning(): boolean;
}

/** One pass after the other, without an end. */
function* passes(
  rows: Int32Array,
  { seed, ratio, lastLoss, pruning }: PassOptions,
): Generator<Image, never> {
  for (let pass = 1; ; pass++) {
    const mean = meanOf(lastLoss, rows);
    const random = createRandom(seed, "prune", pass);
    for (const row of shuffled(rows, seed, pass)) {
      const easy = pass > 1 && (lastLoss[row] as number) < mean && pruning();
      if (!easy) yield { row, weight: 1 };
      else if (random.next() >= ratio) yield { row, weight: 1 / (1 - ratio) };
    }
  }
}

function fill(
  { rows, weights }: { rows: Int32Array; weights: Float32Array },
  size: number,
  images: Iterator<Image, never>,
): Draw {
  for (let i = 0; i < size; i++) {
    const { row, weight } = images.next().value;
    rows[i] = row;
    weights[i] = weight;
  }
  return { rows: rows.subarray(0, size), weights: weights.subarray(0, size) };
}

function meanOf(losses: Float32Array, rows: Int32Array): number {
  const seen = rows.filter((row) => !Number.isNaN(losses[row]));
  return seen.reduce((sum, row) => sum + (losses[row] as number), 0) / seen.length;
}
