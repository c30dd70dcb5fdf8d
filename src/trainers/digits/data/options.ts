import { z } from "zod";

/** Where Kaggle's own command unpacks the competition's files, in most people's projects. */
export const DEFAULT_PATH = "data/digit-recognizer";

/** What may stand under an experiment's `data:`. */
export const digitsDataOptions = z.strictObject({
  /** Folder of train.csv and test.csv, relative to the directory the command was started in. */
  path: z.string().min(1).default(DEFAULT_PATH),
  /** Fraction of the training file's rows that is kept for validation; 0.1 leaves 4,200 of Kaggle's rows. */
  validation: z.number().gt(0).lt(1).default(0.1),
  /** Decides which rows these are; runs that are to be compared need the same. */
  split_seed: z.int().default(1),
});
export type DigitsDataOptions = z.infer<typeof digitsDataOptions>;
