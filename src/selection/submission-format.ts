import { SweepError } from "../core/errors.js";
import { type LabelFile, lineOf, readLabelFile } from "./label-file.js";

/** The ids that a submission must have, in this order, and the file that says so (null: counted from 1). */
export interface SubmissionFormat {
  ids: Int32Array;
  source: string | null;
}

/**
 * The format that a sample submission shows. Its ids number the rows of the test file, which itself has none: in any other order
 * they would give a row's answer to another row.
 * @throws as readLabelFile.
 */
export function formatOfSample(path: string, name: string): SubmissionFormat {
  const { ids } = readLabelFile(path, name);
  const wrong = ids.findIndex((id, i) => i > 0 && id <= (ids[i - 1] ?? 0));
  if (wrong < 0) return { ids, source: name };
  throw new SweepError(
    "submission",
    `${name}:${lineOf(wrong)}  ImageId: expected more than ${ids[wrong - 1]}, since ids ascend with the rows of the test file, got ${ids[wrong]}`,
  );
}

/** Ids 1, 2, … rows. */
export function countedFormat(rows: number): SubmissionFormat {
  return { ids: Int32Array.from({ length: rows }, (_, i) => i + 1), source: null };
}

/** @throws SweepError("submission") that names the first wrong line, what was expected there and what was found. */
export function checkSubmission(submission: LabelFile, { ids, source }: SubmissionFormat): void {
  const { name } = submission;
  const wrong = submission.ids.findIndex((id, i) => i < ids.length && id !== ids[i]);
  if (wrong >= 0) {
    const like = source ? ` as in ${source}:${lineOf(wrong)}` : "";
    throw new SweepError(
      "submission",
      `${name}:${lineOf(wrong)}  ImageId: expected ${ids[wrong]}${like}, got ${submission.ids[wrong]}`,
    );
  }
  if (submission.ids.length === ids.length) return;
  const line = lineOf(Math.min(submission.ids.length, ids.length));
  throw new SweepError(
    "submission",
    `${name}:${line}  expected ${ids.length} rows${source ? ` as in ${source}` : ""}, got ${submission.ids.length}`,
  );
}
