import { createRandom } from "../../../core/random.js";
import type { NumberArray } from "../../backends/backend.js";
import { type AugmentInto, createAugmenter } from "../augment/augmenter.js";
import type { WarpOptions } from "../augment/options.js";
import { CLASSES, IMAGE_SIDE, PIXELS } from "../description.js";
import type { Draw } from "./sampling/sampler.js";
import { createShuffle } from "./sampling/shuffle.js";

/** Labelled digits: grey levels 0–255 as [rows, 784], and a class for each row. */
export interface Digits {
  images: Uint8Array;
  labels: Uint8Array;
}

export interface BatchOptions {
  size: number;
  /** The run's seed. */
  seed: number;
  augment: WarpOptions | null;
  labelSmoothing: number;
}

export interface Batch {
  /** [n, 28, 28, 1], 0–1. */
  images: NumberArray;
  /** [n, 10]: what the network should answer. */
  targets: NumberArray;
  size: number;
  draw: Draw;
}

/**
 * The batches of one epoch (from 1), which `draws` says the rows of. A batch's arrays are valid until the next one is asked for.
 */
export function* batchesOf(
  digits: Digits,
  draws: Iterable<Draw>,
  options: BatchOptions,
  epoch: number,
): Generator<Batch> {
  const imageInto = imageWriter(options, epoch);
  const images = new Float32Array(options.size * PIXELS);
  const targets = new Float32Array(options.size * CLASSES);
  for (const draw of draws) {
    draw.rows.forEach((row, i) => {
      imageInto(digits.images, row, images, i * PIXELS);
    });
    fillTargets(targets, digits.labels, draw.rows, options.labelSmoothing);
    yield batchOf(images, targets, draw);
  }
}

/** One epoch (from 1) of `batchesOf` with every one of `rows` once. */
export function epochBatches(
  digits: Digits,
  rows: Int32Array,
  options: BatchOptions,
  epoch: number,
): Generator<Batch> {
  return batchesOf(digits, createShuffle(rows, options).epoch(epoch), options, epoch);
}

/** Images of `rows` as the network takes them, [n, 28, 28, 1]. */
export function imagesOf(
  images: Uint8Array,
  rows: Int32Array,
): NumberArray & { data: Float32Array } {
  const data = new Float32Array(rows.length * PIXELS);
  rows.forEach((row, i) => {
    scaleInto(images, row, data, i * PIXELS);
  });
  return { data, shape: [rows.length, IMAGE_SIDE, IMAGE_SIDE, 1] };
}

function imageWriter({ augment, seed }: BatchOptions, epoch: number): AugmentInto {
  if (augment === null) return scaleInto;
  return createAugmenter(augment, {
    affine: createRandom(seed, "augment", epoch),
    shear: createRandom(seed, "shear", epoch),
    stretch: createRandom(seed, "stretch", epoch),
    elastic: createRandom(seed, "elastic", epoch),
  });
}

const WHITE = 255;

/** Pixel / 255, as an augmenter that changes nothing. */
function scaleInto(src: Uint8Array, row: number, out: Float32Array, offset: number): void {
  const from = row * PIXELS;
  for (let p = 0; p < PIXELS; p++) out[offset + p] = (src[from + p] as number) / WHITE;
}

/** One-hot, with `smoothing` of each target spread over all classes (Szegedy et al. 2016). */
function fillTargets(
  targets: Float32Array,
  labels: Uint8Array,
  rows: Int32Array,
  smoothing: number,
): void {
  targets.fill(smoothing / CLASSES);
  rows.forEach((row, i) => {
    const at = i * CLASSES + (labels[row] ?? 0);
    targets[at] = 1 - smoothing + smoothing / CLASSES;
  });
}

function batchOf(images: Float32Array, targets: Float32Array, draw: Draw): Batch {
  const size = draw.rows.length;
  return {
    images: { data: images.subarray(0, size * PIXELS), shape: [size, IMAGE_SIDE, IMAGE_SIDE, 1] },
    targets: { data: targets.subarray(0, size * CLASSES), shape: [size, CLASSES] },
    size,
    draw,
  };
}
