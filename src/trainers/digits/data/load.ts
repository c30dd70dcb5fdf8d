import { dirname } from "node:path";
import { SweepError } from "../../../core/errors.js";
import { type DataDescription, PIXELS, type PreparedFile } from "../description.js";
import { readBinaryCache, readCachedImage, writeBinaryCache } from "./cache/binary-cache.js";
import { layoutOf } from "./csv/layout.js";
import { readDigitsCsv } from "./csv/read-digits-csv.js";
import type { DigitImages } from "./digit-images.js";
import { type Split, splitFolds, splitHash, splitOfFold, splitRows } from "./split.js";

/**
 * The training file with the split that its description fixes. What is learned from is `train`; `validation` is for judging
 * alone. The test file has no labels and is no part of this.
 */
export interface LabelledDigits extends Split {
  /** Grey levels 0–255, row-major [rows, 784]. */
  images: Uint8Array;
  /** Classes 0–9, length rows. */
  labels: Uint8Array;
}

/** @throws SweepError("data") when the data are no longer those that were described. */
export async function loadTrainingData(description: DataDescription): Promise<LabelledDigits> {
  const { images, labels } = await loadImages(description.train);
  const { sha256 } = description.validation;
  if (labels === null) throw new SweepError("data", `${description.train.file}: has no labels`);
  const split = splitOf(description, labels);
  if (splitHash(split) !== sha256) {
    throw new SweepError(
      "data",
      `${description.train.file}: expected the validation rows of hash ${sha256}, got ${splitHash(split)}; run the experiment again`,
    );
  }
  return { images, labels, ...split };
}

function splitOf({ train, validation }: DataDescription, labels: Uint8Array): Split {
  const { fraction, seed, folds, fold } = validation;
  if (folds === undefined) return splitRows(labels, fraction, seed);
  if (fold === undefined || fold >= folds)
    throw new SweepError("data", `${train.file}: expected one of ${folds} folds, got ${fold}`);
  return splitOfFold(splitFolds(labels, folds, seed), fold);
}

/** Grey levels of the images to predict, row-major [rows, 784]. */
export async function loadTestImages(description: DataDescription): Promise<Uint8Array> {
  return (await loadImages(description.test)).images;
}

/** A file's images, in tens of milliseconds from the cache; where that was removed or damaged, from the CSV itself, which mends it. */
export async function loadImages(prepared: PreparedFile): Promise<DigitImages> {
  return (await readBinaryCache(prepared.cache)) ?? rebuild(prepared);
}

/** One image, grey levels [784], without loading the others. @throws SweepError("not-found") when there is no such row. */
export async function loadImage(prepared: PreparedFile, row: number): Promise<Uint8Array> {
  if (!(Number.isInteger(row) && row >= 0 && row < prepared.rows)) {
    throw new SweepError(
      "not-found",
      `${prepared.file}: expected a row from 0 to ${prepared.rows - 1}, got ${row}`,
    );
  }
  const cached = await readCachedImage(prepared.cache, row);
  return cached ?? imageAt((await rebuild(prepared)).images, row);
}

async function rebuild({ file, sha256, labelled, cache }: PreparedFile): Promise<DigitImages> {
  const source = { path: file, shown: file, layout: layoutOf(labelled) };
  const read = await readDigitsCsv(source, () => {});
  if (read.sha256 !== sha256) {
    throw new SweepError(
      "data",
      `${file}: has changed since it was prepared (expected SHA-256 ${sha256}, got ${read.sha256}); run the experiment again`,
    );
  }
  const cacheDir = dirname(dirname(cache)); // <cacheDir>/digits/<sha256>.bin
  await writeBinaryCache(cache, cacheDir, read.result);
  return read.result;
}

function imageAt(images: Uint8Array, row: number): Uint8Array {
  return images.slice(row * PIXELS, (row + 1) * PIXELS);
}
