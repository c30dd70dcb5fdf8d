import { expect, test } from "vitest";
import type { SubmissionRecord } from "../../src/core/records.js";
import {
  changedRows,
  countChanges,
  submissionBefore,
  testFileOf,
} from "../../src/selection/changed-rows.js";
import { parseLabels } from "../../src/selection/label-file.js";

const file = (...rows: string[]) => parseLabels(["ImageId,Label", ...rows].join("\n"), "a.csv");

test("rows whose answers differ are listed in the order of the test file, with both answers", () => {
  const changed = changedRows(file("1,4", "2,0", "3,7"), file("1,9", "2,0", "3,1"));
  expect(changed).toEqual([
    { row: 0, id: 1, before: 4, after: 9 },
    { row: 2, id: 3, before: 7, after: 1 },
  ]);
  expect(countChanges(changed)[4]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(countChanges(changed)[7]?.[1]).toBe(1);
  expect(
    countChanges(changed)
      .flat()
      .filter((count) => count > 0),
  ).toHaveLength(2);
});

test("rows are matched by their ids where the files have them in another order, or not all", () => {
  expect(changedRows(file("3,7", "1,4"), file("1,9", "2,0", "3,7"))).toEqual([
    { row: 0, id: 1, before: 4, after: 9 },
  ]);
});

const record = (id: number, changes: Partial<SubmissionRecord> = {}): SubmissionRecord => ({
  ...{ id, runId: "aa", path: "/a.csv", sha256: "5ha", rows: 3, expected: null },
  ...{ lineage: { data: { test: "7e57" } }, createdAt: 0, pushed: null, leaderboard: null },
  ...changes,
});

test("a submission is compared with the newest earlier one for the same test file, of whichever run", () => {
  const other = record(3, { lineage: { data: { test: "0ther" } } });
  const all = [record(5), record(4), other, record(2, { runId: "bb" }), record(1)];
  expect(submissionBefore(record(4), all)?.id).toBe(2);
  expect(submissionBefore(record(5), all)?.id).toBe(4);
  expect(submissionBefore(record(1), all)).toBeNull();
  expect(submissionBefore(other, all)).toBeNull();
});

test("where no run says which test file it was, as many rows count as the same", () => {
  const unknown = { lineage: {} };
  const all = [record(1, { ...unknown, rows: 4 }), record(2, unknown)];
  expect(testFileOf(record(1, unknown))).toBeNull();
  expect(submissionBefore(record(3, unknown), all)?.id).toBe(2);
  expect(submissionBefore(record(3), all)).toBeNull();
});
