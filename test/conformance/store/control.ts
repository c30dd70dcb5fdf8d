import { beforeEach, describe, expect, it } from "vitest";
import { CRASHED, identity, newRun, newSweep } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function controlTests(stores: () => Stores): void {
  describe("control", () => {
    let sweepId: number;
    beforeEach(() => {
      const { writer } = stores();
      sweepId = writer.saveSweep(newSweep(), 10).id;
      writer.setSweepRuns(sweepId, [newRun("aa"), newRun("bb")], 10);
    });
    const ask = (runId: string | null = null) =>
      stores().writer.addRequest({ sweepId, runId, action: "pause" }, 20);

    it("hands a sweep's requests over in the order in which they were made", () => {
      const { writer, reader } = stores();
      const other = writer.saveSweep(newSweep({ name: "other" }), 10);
      writer.addRequest({ sweepId: other.id, runId: null, action: "stop" }, 19);
      const requests = [ask(), ask("aa")];
      expect(reader.openRequests(sweepId)).toEqual(requests);
      expect(requests).toMatchObject([
        { sweepId, runId: null, action: "pause", createdAt: 20, answer: null },
        { runId: "aa" },
      ]);
    });

    it("takes one answer to a request", () => {
      const { writer, reader } = stores();
      const { id } = ask("aa");
      expect(reader.answerOf(id)).toBeNull();
      expect(writer.answerRequest(id, { type: "done", runs: ["aa"] })).toBe(true);
      expect(reader.answerRequest(id, { type: "unanswered" })).toBe(false);
      expect(reader.answerOf(id)).toEqual({ type: "done", runs: ["aa"] });
      expect(reader.openRequests(sweepId)).toEqual([]);
    });

    it("leaves a new orchestrator nothing that the one before was asked", () => {
      const { writer, reader } = stores();
      writer.acquireSweep(sweepId, identity(1), null);
      const { id } = ask();
      expect(reader.acquireSweep(sweepId, identity(2), null)).toBe(false);
      expect(reader.answerOf(id)).toBeNull();
      expect(reader.acquireSweep(sweepId, identity(2), identity(1))).toBe(true);
      expect(writer.answerOf(id)).toEqual({ type: "unanswered" });
    });

    it("tells who asked too late that the orchestrator has gone", () => {
      const { writer, reader } = stores();
      writer.acquireSweep(sweepId, identity(1), null);
      const { id } = ask();
      reader.releaseSweep(sweepId, identity(2));
      expect(writer.answerOf(id)).toBeNull();
      reader.releaseSweep(sweepId, identity(1));
      expect(writer.answerOf(id)).toEqual({ type: "unanswered" });
    });

    it("remembers that a sweep is paused", () => {
      const { writer, reader } = stores();
      writer.setSweepPaused(sweepId, 30, 30);
      expect(reader.findSweep("digits")).toMatchObject({ pausedAt: 30, updatedAt: 30 });
      writer.setSweepPaused(sweepId, null, 40);
      expect(reader.findSweep("digits")).toMatchObject({ pausedAt: null, updatedAt: 40 });
    });

    it("adds up how long a run was paused", () => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 100);
      expect(writer.pauseRun("aa", 110)).toBe(true);
      expect(reader.pauseRun("aa", 115)).toBe(false);
      expect(reader.getRun("aa")).toMatchObject({ state: "running", pausedAt: 110, pausedMs: 0 });
      expect(writer.resumeRun("aa", 130)).toBe(true);
      expect(reader.resumeRun("aa", 131)).toBe(false);
      expect(reader.getRun("aa")).toMatchObject({ pausedAt: null, pausedMs: 20 });
      writer.pauseRun("aa", 140);
      writer.endRun("aa", "cancelled", CRASHED, 150);
      expect(reader.getRun("aa")).toMatchObject({ pausedAt: null, pausedMs: 30 });
      writer.reopenRun("aa", 160);
      writer.claimRun("aa", 170);
      expect(reader.getRun("aa")).toMatchObject({ pausedAt: null, pausedMs: 0 });
    });

    it("pauses only what runs", () => {
      const { writer, reader } = stores();
      const before = reader.getRun("bb");
      expect(writer.pauseRun("bb", 110)).toBe(false);
      expect(writer.resumeRun("bb", 110)).toBe(false);
      expect(reader.getRun("bb")).toEqual(before);
    });

    it("takes a run out of the queue, once, without an attempt", () => {
      const { writer, reader } = stores();
      expect(writer.withdrawRun("aa", 50)).toBe(true);
      expect(reader.withdrawRun("aa", 51)).toBe(false);
      expect(reader.getRun("aa")).toMatchObject({
        ...{ state: "cancelled", attempt: 0, startedAt: null, endedAt: 50 },
        outcome: { type: "cancelled", by: "user" },
      });
      expect(reader.claimRun("aa", 60)).toBe(false);
      expect(writer.reopenRun("aa", 60)).toBe(true);
    });
  });
}
