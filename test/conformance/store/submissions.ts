import { beforeEach, describe, expect, it } from "vitest";
import type { NewSubmission } from "../../../src/store/store.js";
import { newRun, newSweep } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function submissionTests(stores: () => Stores): void {
  const submission = (changes: Partial<NewSubmission> = {}): NewSubmission => ({
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
      expect(first).toEqual({ ...submission(), id: first.id, pushed: null, leaderboard: null });
      expect(reader.listSubmissions()).toEqual([second, first]);
      expect(reader.listSubmissions("aa")).toEqual([first]);
      expect(reader.listSubmissions("unknown")).toEqual([]);
    });

    it("can be told later where they were handed in and what the leaderboard said", () => {
      const { writer, reader } = stores();
      const { id } = writer.addSubmission(submission());
      const pushed = { competition: "digit-recognizer", at: 30 };
      expect(writer.updateSubmission(id, { pushed })).toMatchObject({ pushed, leaderboard: null });
      const leaderboard = { score: 0.9972, at: 40 };
      writer.updateSubmission(id, { leaderboard });
      expect(reader.listSubmissions()).toEqual([{ ...submission(), id, pushed, leaderboard }]);
      expect(writer.updateSubmission(id, { leaderboard: null })).toMatchObject({
        pushed,
        leaderboard: null,
      });
      expect(writer.updateSubmission(id + 1, { pushed })).toBeNull();
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
