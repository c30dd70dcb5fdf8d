import { SweepError } from "../core/errors.js";
import { type LabelFile, lineOf } from "./label-file.js";

export interface Score {
  correct: number;
  rows: number;
  /** correct / rows, in [0, 1]. */
  accuracy: number;
}

/**
 * The share of rows that the submission answers as the solution does; rows are matched by id, in any order.
 *
 * @throws SweepError("submission") with file and line for an id that is unknown, repeated or missing.
 */
export function scoreSubmission(submission: LabelFile, solution: LabelFile): Score {
  const truth = indexById(solution);
  const answers = indexById(submission);
  checkIds(submission, truth, solution);
  let correct = 0;
  solution.ids.forEach((id, i) => {
    const row = answers.get(id);
    if (row === undefined) {
      throw new SweepError(
        "submission",
        `${submission.name}: expected an answer for ImageId ${id} (${solution.name}:${lineOf(i)}), got none`,
      );
    }
    if (submission.labels[row] === solution.labels[i]) correct++;
  });
  const rows = solution.ids.length;
  if (rows === 0) throw new SweepError("submission", `${solution.name}: expected rows, got none`);
  return { correct, rows, accuracy: correct / rows };
}

/** Row of each id. */
function indexById({ name, ids }: LabelFile): Map<number, number> {
  const rows = new Map<number, number>();
  ids.forEach((id, i) => {
    const earlier = rows.get(id);
    if (earlier !== undefined) {
      throw new SweepError(
        "submission",
        `${name}:${lineOf(i)}  ImageId: expected each id once, got ${id} again (first in line ${lineOf(earlier)})`,
      );
    }
    rows.set(id, i);
  });
  return rows;
}

function checkIds(
  submission: LabelFile,
  truth: ReadonlyMap<number, number>,
  solution: LabelFile,
): void {
  const unknown = submission.ids.findIndex((id) => !truth.has(id));
  if (unknown < 0) return;
  throw new SweepError(
    "submission",
    `${submission.name}:${lineOf(unknown)}  ImageId: expected an id of ${solution.name}, got ${submission.ids[unknown]}`,
  );
}
