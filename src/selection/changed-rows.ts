import type { SubmissionRecord } from "../core/records.js";
import type { LabelFile } from "./label-file.js";

/** A test row to which two submissions give different answers. */
export interface ChangedRow {
  /** 0-based data row of the test file. */
  row: number;
  /** Its ImageId. */
  id: number;
  before: number;
  after: number;
}

/** Rows whose answers differ, in the order of the test file. An id that only one of the two has is no change. */
export function changedRows(before: LabelFile, after: LabelFile): ChangedRow[] {
  const placeOf = placesIn(before.ids, after.ids);
  const changed: ChangedRow[] = [];
  after.labels.forEach((label, row) => {
    const id = after.ids[row] ?? 0;
    const other = before.labels[placeOf(id, row)];
    if (other !== undefined && other !== label)
      changed.push({ row, id, before: other, after: label });
  });
  return changed;
}

/** How often each digit took the place of which other: counts, [before][after]; the diagonal is 0. */
export function countChanges(changed: readonly ChangedRow[]): number[][] {
  const counts = Array.from({ length: 10 }, () => new Array<number>(10).fill(0));
  for (const { before, after } of changed) {
    const row = counts[before];
    if (row) row[after] = (row[after] ?? 0) + 1;
  }
  return counts;
}

/**
 * The submission that a later one is compared with: the newest earlier one for the same test file. Where neither says which file
 * that was, the same number of rows counts.
 */
export function submissionBefore(
  submission: SubmissionRecord,
  submissions: readonly SubmissionRecord[],
): SubmissionRecord | null {
  const earlier = submissions.filter(
    (each) => each.id < submission.id && isForSameTestFile(each, submission),
  );
  return earlier.reduce<SubmissionRecord | null>(
    (newest, each) => (newest && newest.id > each.id ? newest : each),
    null,
  );
}

/** SHA-256 of the test file that a submission answers; null where its run does not say. */
export function testFileOf({ lineage: { data } }: SubmissionRecord): string | null {
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  return isObject && typeof data.test === "string" ? data.test : null;
}

function isForSameTestFile(one: SubmissionRecord, other: SubmissionRecord): boolean {
  return testFileOf(one) === testFileOf(other) && one.rows === other.rows;
}

/** Where an id stands among `ids`; as a rule both files have the same ids in the same order. */
function placesIn(ids: Int32Array, asked: Int32Array): (id: number, guess: number) => number {
  if (ids.length === asked.length && ids.every((id, i) => id === asked[i]))
    return (_id, guess) => guess;
  const places = new Map(Array.from(ids, (id, i) => [id, i]));
  return (id) => places.get(id) ?? -1;
}
