/** The files of the competition, by Kaggle's names. */
export const TRAIN = "train.csv";
export const TEST = "test.csv";
export const SAMPLE = "sample_submission.csv";

/** The CSV files to use, absolute. */
export interface DigitsFiles {
  source: "files" | "embedded";
  train: string;
  test: string;
  sampleSubmission: string | null;
}
