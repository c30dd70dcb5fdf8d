import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256 } from "../../src/core/hash.js";
import type { SubmissionRecord } from "../../src/core/records.js";
import {
  keepConfidence,
  keepSubmission,
  SubmissionFiles,
} from "../../src/selection/submission-files.js";
import { createWorkspace } from "./workspace.js";

const OLD = "ImageId,Label\n1,4\n2,0\n";
const NEW = "ImageId,Label\n1,9\n2,0\n";

function record(text: string, path: string): SubmissionRecord {
  return {
    ...{ id: 1, runId: "aa", path, sha256: sha256(text), rows: 2, expected: null },
    ...{ lineage: {}, createdAt: 0, pushed: null, leaderboard: null },
  };
}

test("a submission's rows are known after its own file was overwritten by another", () => {
  const { runsDir, write } = createWorkspace();
  const path = write("submission.csv", NEW);
  for (const text of [OLD, NEW]) keepSubmission(runsDir, text);
  const files = new SubmissionFiles(runsDir);
  const [before, after] = [record(OLD, path), record(NEW, path)];
  expect(files.text(before)).toBe(OLD);
  expect(files.changes(before, after)).toEqual([{ row: 0, id: 1, before: 4, after: 9 }]);
  expect(files.countChanges(before, after)).toBe(1);
  expect(files.countChanges(before, before)).toBe(0);
});

test("one that was recorded before copies were kept is read from its path, as long as it is unchanged", () => {
  const { dir, runsDir, write } = createWorkspace();
  const path = write("submission.csv", OLD);
  const files = new SubmissionFiles(runsDir);
  expect(files.text(record(OLD, path))).toBe(OLD);
  expect(files.text(record(NEW, path))).toBeNull();
  expect(files.has(record(NEW, join(dir, "none.csv")))).toBe(false);
  expect(files.changes(record(OLD, path), record(NEW, path))).toBeNull();
  expect(files.countChanges(record(OLD, path), record(NEW, path))).toBeNull();
});

test("a copy that is no longer what was recorded is not given out", () => {
  const { runsDir, write, dir } = createWorkspace();
  keepSubmission(runsDir, OLD);
  write(`runs/submissions/${sha256(OLD)}.csv`, NEW);
  expect(new SubmissionFiles(runsDir).text(record(OLD, join(dir, "none.csv")))).toBeNull();
});

test("how sure a model was of its answers is known for that model's submission alone", () => {
  const { runsDir } = createWorkspace();
  const confidence = Float32Array.of(0.75, 0.5);
  keepConfidence(runsDir, { text: OLD, model: "m0de1", confidence });
  const files = new SubmissionFiles(runsDir);
  const of = (model: string, rows = 2) => ({ ...record(OLD, "/a.csv"), rows, lineage: { model } });
  expect(files.confidence(of("m0de1"))).toEqual(confidence);
  expect(files.confidence(of("0ther"))).toBeNull();
  expect(files.confidence(of("m0de1", 3))).toBeNull();
  expect(files.confidence(record(OLD, "/a.csv"))).toBeNull();
});
