import {
  type DividedPictures,
  type LabelledPictures,
  pixelsOf,
  splitsOf,
} from "./labelled-pictures.js";

export interface NearPair {
  train: number;
  validation: number;
  correlation: number;
}

export interface NearOptions {
  /** Least correlation of the pixels of a pair, below 1. */
  threshold: number;
  /** Told how many validation rows are done. */
  onProgress?(done: number, total: number): void;
}

const COARSE = 7; // blocks along a side: 49 numbers stand for a picture
const AXES = COARSE * COARSE;
const PROGRESS_EVERY = 200; // validation rows

/**
 * All pairs of a validation and a training row whose pixels correlate by `threshold` or more, in no order; with folds, of rows of
 * two folds, where `validation` is that of the later one.
 *
 * With each picture centred and scaled to length 1, the distance d of two has d² = 2(1 − correlation). The sums over blocks of
 * pixels, divided by the root of the block's size, are coordinates along orthonormal directions, and so is their cosine transform:
 * distances in them are never longer. So a pair that is too far apart there, or in one of them, needs no look at its pixels, and none is missed.
 */
export function findNearDuplicates(pictures: DividedPictures, options: NearOptions): NearPair[] {
  const { threshold, onProgress } = options;
  const coarse = coarsen(pictures);
  const longest = 2 * (1 - threshold) + ROUNDING;
  const pairs: NearPair[] = [];
  const splits = splitsOf(pictures);
  const total = splits.reduce((sum, { validation }) => sum + validation.length, 0);
  let done = 0;
  for (const { train, validation } of splits) {
    const index = createIndex(train, coarse);
    for (const row of validation) {
      if (done++ % PROGRESS_EVERY === 0) onProgress?.(done - 1, total);
      const own = coarse.subarray(row * AXES, (row + 1) * AXES);
      for (const other of rowsWithin(index, own, longest)) {
        const correlation = correlate(pixelsOf(pictures, row), pixelsOf(pictures, other));
        if (correlation >= threshold) pairs.push({ train: other, validation: row, correlation });
      }
    }
  }
  onProgress?.(total, total);
  return pairs;
}

const ROUNDING = 1e-4; // of single precision, in squared distances up to 4

/** Coordinates of each row, [rows, 49]; those that tell rows apart best come first. */
function coarsen(pictures: LabelledPictures): Float32Array {
  const { labels } = pictures;
  const toBlocks = blockSums(pictures.side);
  const coarse = new Float32Array(labels.length * AXES);
  for (let row = 0; row < labels.length; row++)
    coarse.set(cosines(toBlocks(pixelsOf(pictures, row))), row * AXES);
  return sortAxes(coarse, labels.length);
}

/** Sums over blocks of the centred and scaled pixels, each divided by the root of the block's size. */
function blockSums(side: number): (pixels: Uint8Array) => Float64Array {
  const blockOf = blocks(side);
  const sizes = new Float64Array(AXES);
  for (const block of blockOf) sizes[block] = (sizes[block] as number) + 1;
  return (pixels) => {
    const { mean, length } = scaleOf(pixels);
    const sums = new Float64Array(AXES);
    pixels.forEach((level, i) => {
      const block = blockOf[i] as number;
      sums[block] = (sums[block] as number) + level - mean;
    });
    return sums.map((sum, block) => sum / Math.sqrt(sizes[block] || 1) / length);
  };
}

/** A cosine transform in both directions turns the coordinates, so that a few of them hold most of a distance. */
function cosines(blocks: Float64Array): Float64Array {
  const turned = new Float64Array(AXES);
  for (let i = 0; i < COARSE; i++) transform(blocks, turned, i * COARSE, 1);
  const both = new Float64Array(AXES);
  for (let i = 0; i < COARSE; i++) transform(turned, both, i, COARSE);
  return both;
}

function transform(from: Float64Array, to: Float64Array, begin: number, step: number): void {
  for (let k = 0; k < COARSE; k++) {
    let sum = 0;
    for (let i = 0; i < COARSE; i++)
      sum += (from[begin + i * step] as number) * (COSINES[k * COARSE + i] as number);
    to[begin + k * step] = sum;
  }
}

/** Orthonormal DCT-II, [frequency, place]. */
const COSINES = Float64Array.from({ length: AXES }, (_, at) => {
  const [k, i] = [Math.floor(at / COARSE), at % COARSE];
  const scale = Math.sqrt((k === 0 ? 1 : 2) / COARSE);
  return scale * Math.cos((Math.PI * (i + 0.5) * k) / COARSE);
});

/** The block of each pixel. */
function blocks(side: number): Uint8Array {
  const along = (i: number) => Math.floor((i * COARSE) / side);
  return Uint8Array.from({ length: side * side }, (_, i) => {
    return along(Math.floor(i / side)) * COARSE + along(i % side);
  });
}

function scaleOf(pixels: Uint8Array): { mean: number; length: number } {
  let sum = 0;
  let squares = 0;
  for (const level of pixels) {
    sum += level;
    squares += level * level;
  }
  const mean = sum / pixels.length;
  const length = Math.sqrt(squares - pixels.length * mean * mean);
  return { mean, length: length > 0 ? length : 1 }; // an even picture is like no other
}

function sortAxes(coarse: Float32Array, rows: number): Float32Array {
  const order = axesByVariance(coarse, rows);
  return Float32Array.from(coarse, (_, at) => {
    const axis = at % AXES;
    return coarse[at - axis + (order[axis] as number)] as number;
  });
}

function axesByVariance(coarse: Float32Array, rows: number): number[] {
  const variances = Array.from({ length: AXES }, (_, axis) => {
    let [sum, squares] = [0, 0];
    for (let at = axis; at < coarse.length; at += AXES) {
      const value = coarse[at] as number;
      sum += value;
      squares += value * value;
    }
    return squares / rows - (sum / rows) ** 2;
  });
  const axes = variances.map((_, axis) => axis);
  return axes.sort((a, b) => (variances[b] as number) - (variances[a] as number));
}

/** Rows by their first coordinate, ascending, so that those near a value lie side by side. */
interface Index {
  rows: Int32Array;
  first: Float32Array;
  /** In the same order, [rows, 49]. */
  coarse: Float32Array;
}

function createIndex(rows: Int32Array, coarse: Float32Array): Index {
  const first = (row: number) => coarse[row * AXES] as number;
  const inOrder = rows.toSorted((a, b) => first(a) - first(b));
  const sorted = new Float32Array(inOrder.length * AXES);
  inOrder.forEach((row, i) => {
    sorted.set(coarse.subarray(row * AXES, (row + 1) * AXES), i * AXES);
  });
  return { rows: inOrder, first: Float32Array.from(inOrder, first), coarse: sorted };
}

/** Rows whose coarse pictures are within the root of `longest`. */
function rowsWithin({ rows, first, coarse }: Index, own: Float32Array, longest: number): number[] {
  const [reach, center] = [Math.sqrt(longest), own[0] as number];
  const found: number[] = [];
  const end = lowerBound(first, center + reach);
  for (let i = lowerBound(first, center - reach); i < end; i++)
    if (isWithin(own, coarse, i * AXES, longest)) found.push(rows[i] as number);
  return found;
}

/** The loop that takes the time: it ends at the coordinate that makes the distance too long. */
function isWithin(own: Float32Array, coarse: Float32Array, at: number, longest: number): boolean {
  let distance = 0;
  for (let axis = 0; axis < AXES; axis++) {
    const difference = (own[axis] as number) - (coarse[at + axis] as number);
    distance += difference * difference;
    if (distance > longest) return false;
  }
  return true;
}

function lowerBound(ascending: Float32Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Pearson's correlation; 0 where a picture is even. */
export function correlate(a: Uint8Array, b: Uint8Array): number {
  const [of, to] = [scaleOf(a), scaleOf(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return (sum - a.length * of.mean * to.mean) / (of.length * to.length);
}
