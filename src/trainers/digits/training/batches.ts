import { createRandom } from "../../../core/random.js";
import type { NumberArray } from "../../backends/backend.js";
import { type AugmentInto, createAugmenter } from "../augment/augmenter.js";
import type { AugmentOptions } from "../augment/options.js";
import { CLASSES, IMAGE_SIDE, PIXELS } from "../description.js";

/** Labelled digits: grey levels 0–255 as [rows, 784], and a class for each row. */
export interface Digits {
  images: Uint8Array;
  labels: Uint8Array;
}

export interface BatchOptions {
  size: number;
  /** The run's seed. */
  seed: number;
  augment: AugmentOptions | null;
  labelSmoothing: number;
}

export interface Batch {
  /** [n, 28, 28, 1], 0–1. */
  images: NumberArray;
  /** [n, 10]: what the network should answer. */
  targets: NumberArray;
  size: number;
}

/**
 * One epoch (from 1): every one of `rows` once, in an order that depends on seed and epoch alone; the last batch is smaller where
 * it does not come out even. A batch's arrays are valid until the next one is asked for.
 */
export function* epochBatches(
  digits: Digits,
  rows: Int32Array,
  options: BatchOptions,
  epoch: number,
): Generator<Batch> {
  const order = createRandom(options.seed, "shuffle", epoch).shuffle(rows.slice());
  const imageInto = imageWriter(options, epoch);
  const images = new Float32Array(options.size * PIXELS);
  const targets = new Float32Array(options.size * CLASSES);
  for (let start = 0; start < order.length; start += options.size) {
    const chosen = order.subarray(start, start + options.size);
    chosen.forEach((row, i) => {
      imageInto(digits.images, row, images, i * PIXELS);
    });
    fillTargets(targets, digits.labels, chosen, options.labelSmoothing);
    yield batchOf(images, targets, chosen.length);
  }
}

/** Batches in one epoch. */
export function batchesPerEpoch(rows: number, size: number): number {
  return Math.ceil(rows / size);
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

function batchOf(images: Float32Array, targets: Float32Array, size: number): Batch {
  return {
    images: { data: images.subarray(0, size * PIXELS), shape: [size, IMAGE_SIDE, IMAGE_SIDE, 1] },
    targets: { data: targets.subarray(0, size * CLASSES), shape: [size, CLASSES] },
    size,
  };
}
