import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createPruning,
  type PruningOptions,
} from "../../../../../src/trainers/digits/training/sampling/data-pruning.js";

const plain: PruningOptions = { size: 10, seed: 1, epochs: 10, ratio: 0.5, until: 0.875 };

interface Seen {
  row: number;
  weight: number;
}

/** What each epoch holds when every image's loss is as `lossOf` says. */
function train(
  rows: Int32Array,
  options: PruningOptions,
  lossOf: (row: number) => number,
): Seen[][] {
  const sampler = createPruning(rows, options);
  return Array.from({ length: options.epochs }, (_, i) => {
    const seen: Seen[] = [];
    for (const draw of sampler.epoch(i + 1)) {
      draw.rows.forEach((row, at) => {
        seen.push({ row, weight: draw.weights?.[at] ?? 1 });
      });
      sampler.learn?.(draw, Array.from(draw.rows, lossOf));
    }
    return seen;
  });
}

function oneTo(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i + 1);
}

function sorted(numbers: Iterable<number>): number[] {
  return [...numbers].toSorted((a, b) => a - b);
}

const isHard = (row: number) => row % 10 === 0;

test("every epoch holds as many images as there are rows, and no others than these", () => {
  const cases = fc.record({
    rows: fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 80 }),
    size: fc.integer({ min: 1, max: 90 }),
    seed: fc.integer(),
    epochs: fc.integer({ min: 1, max: 6 }),
    ratio: fc.double({ min: 0.01, max: 0.95, noNaN: true }),
    until: fc.double({ min: 0.01, max: 1, noNaN: true }),
    losses: fc.infiniteStream(fc.double({ min: 0, max: 9, noNaN: true })),
  });
  fc.assert(
    fc.property(cases, ({ rows, losses, ...options }) => {
      const epochs = train(Int32Array.from(rows), options, () => losses.next().value);
      for (const seen of epochs) {
        expect(seen).toHaveLength(rows.length);
        expect(seen.every(({ row }) => rows.includes(row))).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

test("the first epoch is every row once, with the weight 1", () => {
  const [first = []] = train(oneTo(95), plain, (row) => row);
  expect(sorted(first.map(({ row }) => row))).toEqual(sorted(oneTo(95)));
  expect(new Set(first.map(({ weight }) => weight))).toEqual(new Set([1]));
});

test("an image above the mean loss is in every pass; one below it in a share of them, for which it counts more", () => {
  const rows = oneTo(400);
  const options = { ...plain, epochs: 40, until: 1, ratio: 0.75 };
  const later = train(rows, options, (row) => (isHard(row) ? 2 : 0.1))
    .slice(1)
    .flat();
  const hard = later.filter(({ row }) => isHard(row));
  const easy = later.filter(({ row }) => !isHard(row));
  expect(new Set(hard.map(({ weight }) => weight))).toEqual(new Set([1]));
  expect(new Set(easy.map(({ weight }) => weight))).toEqual(new Set([4]));
  const passes = hard.length / 40; // 40 of the rows are hard
  expect(passes / ((39 * 400) / (40 + 360 * 0.25))).toBeCloseTo(1, 1);
  const counted = (seen: Seen[]) => seen.reduce((sum, { weight }) => sum + weight, 0);
  expect(counted(easy) / 360 / passes).toBeCloseTo(1, 1); // as if none had been left out
});

test("an image is judged by the loss that it had when it was last seen", () => {
  const rows = oneTo(100);
  const sampler = createPruning(rows, { ...plain, ratio: 0.95, until: 1 });
  const hardest = { early: 7, late: 8 };
  const seen = new Map<number, number>();
  for (let epoch = 1; epoch <= 10; epoch++) {
    for (const draw of sampler.epoch(epoch)) {
      const hard = epoch <= 3 ? hardest.early : hardest.late;
      if (epoch > 5) for (const row of draw.rows) seen.set(row, (seen.get(row) ?? 0) + 1);
      sampler.learn?.(
        draw,
        Array.from(draw.rows, (row) => (row === hard ? 5 : 0.1)),
      );
    }
  }
  expect(seen.get(hardest.late)).toBeGreaterThan(4 * (seen.get(hardest.early) ?? 0));
});

test("after `until` no image is left out", () => {
  const options = { ...plain, epochs: 12, until: 0.5, ratio: 0.9 };
  const epochs = train(oneTo(100), options, (row) => (isHard(row) ? 2 : 0.1));
  const [before, after] = [epochs.slice(1, 6).flat(), epochs.slice(7).flat()];
  const shareHard = (seen: Seen[]) => seen.filter(({ row }) => isHard(row)).length / seen.length;
  expect(shareHard(before)).toBeGreaterThan(0.3);
  expect(shareHard(after)).toBeCloseTo(0.1, 1);
  expect(new Set(after.map(({ weight }) => weight))).toEqual(new Set([1]));
});

test("what is drawn depends on the seed and the losses alone", () => {
  const drawn = (seed: number) => train(oneTo(60), { ...plain, seed }, (row) => row % 7);
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(1)).not.toEqual(drawn(2));
});
