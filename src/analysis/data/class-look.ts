import type { ClassLook } from "../../core/data-look.js";
import { createRandom } from "../../core/random.js";
import {
  type DividedPictures,
  type LabelledPictures,
  partsOf,
  pixelsOf,
  toBase64,
} from "./labelled-pictures.js";

const SAMPLES = 12;
const OUTLIERS = 6;

/** Each class by itself: how many, what they look like on average, and which are unlike the others. */
export function lookAtClasses(pictures: DividedPictures): ClassLook[] {
  const parts = partsOf(pictures);
  const count = "folds" in pictures ? pictures.count : 2;
  return rowsByClass(pictures.labels).map((rows, label) => {
    const counts = new Array<number>(count).fill(0);
    for (const row of rows) counts[parts[row] ?? 0] = (counts[parts[row] ?? 0] ?? 0) + 1;
    const { mean, deviation } = momentsOf(pictures, rows);
    return {
      label,
      rows: rows.length,
      parts: counts,
      mean: toBase64(Uint8Array.from(mean, Math.round)),
      deviation: toBase64(Uint8Array.from(deviation, (sd) => Math.round(2 * sd))),
      samples: sample(rows, label).map((row) => rowPicture(pictures, row)),
      outliers: findOutliers(pictures, rows, mean),
    };
  });
}

function rowsByClass(labels: Uint8Array): number[][] {
  const classes = labels.reduce((highest, label) => Math.max(highest, label), -1) + 1;
  const rows = Array.from({ length: classes }, (): number[] => []);
  labels.forEach((label, row) => {
    rows[label]?.push(row);
  });
  return rows;
}

interface Moments {
  mean: Float64Array;
  deviation: Float64Array;
}

function momentsOf(pictures: LabelledPictures, rows: readonly number[]): Moments {
  const size = pictures.side ** 2;
  const [sums, squares] = [new Float64Array(size), new Float64Array(size)];
  for (const row of rows) {
    pixelsOf(pictures, row).forEach((level, pixel) => {
      sums[pixel] = (sums[pixel] as number) + level; // both are as long as a picture
      squares[pixel] = (squares[pixel] as number) + level * level;
    });
  }
  const count = Math.max(1, rows.length);
  const mean = sums.map((sum) => sum / count);
  const variance = squares.map((sum, pixel) => sum / count - (mean[pixel] as number) ** 2);
  return { mean, deviation: variance.map((value) => Math.sqrt(Math.max(0, value))) };
}

function sample(rows: readonly number[], label: number): number[] {
  return createRandom("samples", label)
    .shuffle([...rows])
    .slice(0, SAMPLES);
}

function rowPicture(pictures: LabelledPictures, row: number) {
  return { row, picture: toBase64(pixelsOf(pictures, row)) };
}

/** By Euclidean distance from the class's mean, which heavy, slanted and misshapen digits have most of. */
function findOutliers(pictures: LabelledPictures, rows: readonly number[], mean: Float64Array) {
  const distances = rows.map((row) => distanceTo(mean, pixelsOf(pictures, row)));
  const average = distances.reduce((a, b) => a + b, 0) / Math.max(1, rows.length);
  const spread = Math.sqrt(
    distances.reduce((sum, each) => sum + (each - average) ** 2, 0) / Math.max(1, rows.length),
  );
  return rows
    .map((row, i) => ({ row, distance: ((distances[i] as number) - average) / (spread || 1) }))
    .sort((a, b) => b.distance - a.distance || a.row - b.row)
    .slice(0, OUTLIERS)
    .map(({ row, distance }) => ({ ...rowPicture(pictures, row), distance }));
}

function distanceTo(mean: Float64Array, pixels: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += ((pixels[i] as number) - (mean[i] as number)) ** 2;
  return Math.sqrt(sum);
}
