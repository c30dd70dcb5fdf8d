import fc from "fast-check";
import { expect, test } from "vitest";
import { splitRows } from "../../../../src/trainers/digits/data/index.js";
import { PIXELS } from "../../../../src/trainers/digits/description.js";
import {
  type Batch,
  type BatchOptions,
  epochBatches,
  imagesOf,
} from "../../../../src/trainers/digits/training/batches.js";
import { batchesPerEpoch } from "../../../../src/trainers/digits/training/sampling/sampler.js";

const plain: BatchOptions = { size: 8, seed: 1, augment: null, labelSmoothing: 0 };

/** Digits whose first two pixels say which row they are. */
function numbered(rows: number) {
  const images = new Uint8Array(rows * PIXELS);
  for (let row = 0; row < rows; row++) {
    images[row * PIXELS] = row % 256;
    images[row * PIXELS + 1] = Math.floor(row / 256);
  }
  return { images, labels: Uint8Array.from({ length: rows }, (_, row) => row % 10) };
}

function rowsIn(batch: Batch): number[] {
  return Array.from({ length: batch.size }, (_, i) => {
    const at = (pixel: number) => Math.round((batch.images.data[i * PIXELS + pixel] ?? 0) * 255);
    return at(0) + 256 * at(1);
  });
}

function rowsOfEpoch(
  count: number,
  rows: Int32Array,
  options: BatchOptions,
  epoch: number,
): number[] {
  return [...mapped(epochBatches(numbered(count), rows, options, epoch), rowsIn)].flat();
}

/** A batch's arrays are only valid until the next is asked for. */
function* mapped<T, U>(items: Iterable<T>, f: (item: T) => U): Generator<U> {
  for (const item of items) yield f(item);
}

test("an epoch is every training row once and no validation row, whatever the split, size and seed", () => {
  const cases = fc.record({
    count: fc.integer({ min: 20, max: 400 }),
    fraction: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
    size: fc.integer({ min: 1, max: 130 }),
    seed: fc.integer(),
    epoch: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(cases, ({ count, fraction, size, seed, epoch }) => {
      const { train, validation } = splitRows(numbered(count).labels, fraction, seed);
      const seen = rowsOfEpoch(count, train, { ...plain, size, seed }, epoch);
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from(train));
      expect(seen.filter((row) => validation.includes(row))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test("the order depends on seed and epoch alone", () => {
  const rows = Int32Array.from({ length: 50 }, (_, row) => row);
  const order = (seed: number, epoch: number) => rowsOfEpoch(50, rows, { ...plain, seed }, epoch);
  expect(order(1, 1)).toEqual(order(1, 1));
  expect(order(1, 1)).not.toEqual(order(1, 2));
  expect(order(1, 1)).not.toEqual(order(2, 1));
});

test("the last batch is as small as what is left", () => {
  const rows = Int32Array.from({ length: 21 }, (_, row) => row);
  const batches = epochBatches(numbered(21), rows, plain, 1);
  expect([...mapped(batches, ({ images, targets }) => [images.shape, targets.shape])]).toEqual([
    [
      [8, 28, 28, 1],
      [8, 10],
    ],
    [
      [8, 28, 28, 1],
      [8, 10],
    ],
    [
      [5, 28, 28, 1],
      [5, 10],
    ],
  ]);
  expect(batchesPerEpoch(21, 8)).toBe(3);
});

test("pixels are scaled to 0–1 and targets belong to their images", () => {
  const digits = numbered(3);
  const batches = epochBatches(digits, Int32Array.of(2), plain, 1);
  const [first] = [...batches];
  expect(first?.images.data[0]).toBe(Math.fround(2 / 255));
  expect(Array.from(first?.targets.data ?? [])).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  expect(imagesOf(digits.images, Int32Array.of(2)).data).toEqual(first?.images.data);
});

test("label smoothing spreads its share over all classes and keeps the sum", () => {
  const [batch] = [
    ...epochBatches(numbered(3), Int32Array.of(1), { ...plain, labelSmoothing: 0.2 }, 1),
  ];
  const targets = Array.from(batch?.targets.data ?? []);
  expect(targets[1]).toBeCloseTo(0.82, 6);
  expect(targets[0]).toBeCloseTo(0.02, 6);
  expect(targets.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
});

test("augmentation changes images, differently each epoch, the same for the same seed", () => {
  const digits = { images: new Uint8Array(PIXELS).fill(200, 300, 480), labels: Uint8Array.of(4) };
  const augment = { rotation: 15, zoom: 0.1, shift: 2, shear: 5, stretch: 0.1, elastic: null };
  const image = (options: BatchOptions, epoch: number) =>
    [...epochBatches(digits, Int32Array.of(0), options, epoch)][0]?.images.data.slice();
  const augmented = { ...plain, augment };
  expect(image(augmented, 1)).toEqual(image(augmented, 1));
  expect(image(augmented, 1)).not.toEqual(image(plain, 1));
  expect(image(augmented, 1)).not.toEqual(image(augmented, 2));
  const elastic = {
    ...augment,
    rotation: 0,
    zoom: 0,
    shift: 0,
    shear: 0,
    stretch: 0,
    elastic: { alpha: 34, sigma: 4 },
  };
  const distorted = { ...plain, augment: elastic };
  expect(image(distorted, 1)).toEqual(image(distorted, 1));
  expect(image(distorted, 1)).not.toEqual(image(plain, 1));
  expect(image(distorted, 1)).not.toEqual(image(distorted, 2));
});
