import type { PixelLook } from "../../core/data-look.js";
import type { LabelledPictures } from "./labelled-pictures.js";

const LEVELS = 256;
const BINS = 16;

/** Statistics of all grey levels of all rows. */
export function lookAtPixels({
  images,
  side,
}: Pick<LabelledPictures, "images" | "side">): PixelLook {
  const counts = countLevels(images);
  const total = Math.max(1, images.length);
  const mean = moment(counts, total, (level) => level);
  const variance = moment(counts, total, (level) => (level - mean) ** 2);
  return {
    min: Math.max(
      0,
      counts.findIndex((count) => count > 0),
    ),
    max: Math.max(
      0,
      counts.findLastIndex((count) => count > 0),
    ),
    mean,
    sd: Math.sqrt(variance),
    zeros: (counts[0] ?? 0) / total,
    alwaysZero: countAlwaysZero(images, side * side),
    histogram: Array.from({ length: BINS }, (_, bin) => {
      const width = LEVELS / BINS;
      return counts.slice(bin * width, (bin + 1) * width).reduce((a, b) => a + b, 0) / total;
    }),
  };
}

function countLevels(images: Uint8Array): number[] {
  const counts = new Array<number>(LEVELS).fill(0);
  for (const level of images) counts[level] = (counts[level] as number) + 1; // a byte is an index of them
  return counts;
}

function moment(counts: readonly number[], total: number, value: (level: number) => number) {
  return counts.reduce((sum, count, level) => sum + count * value(level), 0) / total;
}

function countAlwaysZero(images: Uint8Array, size: number): number {
  const highest = new Uint8Array(size);
  for (let i = 0; i < images.length; i += size)
    for (let pixel = 0; pixel < size; pixel++)
      highest[pixel] = (highest[pixel] as number) | (images[i + pixel] as number); // zero exactly where all are
  return highest.reduce((count, level) => count + (level === 0 ? 1 : 0), 0);
}
