import { beforeEach, describe, expect, it } from "vitest";
import type { SubmissionRecord } from "../../../src/core/records.js";
import { newRun, newSweep } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function submissionTests(stores: () => Stores): void {
  const submission = (changes: Partial<SubmissionRecord> = {}): Omit<SubmissionRecord, "id"> => ({
    ...{ runId: "aa", path: "/runs/aa/submission.csv", sha256: "5ha", rows: 28_000 },
    expected: { accuracy: 0.99, low: 0.985, high: 0.994, rows: 8_400 },
    lineage: { run: "key-aa", data: { test: "abc" } },
    createdAt: 20,
    ...changes,
  });

  describe("submissions", () => {
    beforeEach(() => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.setSweepRuns(id, [newRun("aa"), newRun("bb")], 10);
    });

    it("are kept as they were given, newest first, of all runs or of one", () => {
      const { writer, reader } = stores();
      const first = writer.addSubmission(submission());
      const second = writer.addSubmission(submission({ runId: "bb", expected: null }));
      expect(first).toEqual({ ...submission(), id: first.id });
      expect(reader.listSubmissions()).toEqual([second, first]);
      expect(reader.listSubmissions("aa")).toEqual([first]);
      expect(reader.listSubmissions("unknown")).toEqual([]);
    });

    it("belong to a run that is there", () => {
      const { writer, reader } = stores();
      expect(() => writer.addSubmission(submission({ runId: "unknown" }))).toThrow(
        "run unknown: expected a run of this store, got none of that id",
      );
      expect(reader.listSubmissions()).toEqual([]);
    });
  });
}
