import { beforeEach, describe, expect, it } from "vitest";
import {
  batch,
  CRASHED,
  FINISHED,
  identity,
  newRun,
  newSweep,
  point,
} from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function attemptTests(stores: () => Stores): void {
  describe("a run's attempts", () => {
    beforeEach(() => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.setSweepRuns(id, [newRun("aa"), newRun("bb")], 10);
    });

    it("begin with a claim that only one party gets", () => {
      const { writer, reader } = stores();
      expect(writer.claimRun("aa", 20)).toBe(true);
      expect(reader.claimRun("aa", 21)).toBe(false);
      expect(reader.getRun("aa")).toMatchObject({
        state: "running",
        attempt: 1,
        startedAt: 20,
        heartbeatAt: 20,
        endedAt: null,
        process: null,
      });
      expect(reader.listAttempts("aa")).toEqual([
        {
          ...{ runId: "aa", attempt: 1, startedAt: 20, endedAt: null, outcome: null },
          ...{ process: null, maxRssBytes: null, cpuSeconds: null },
        },
      ]);
      expect(reader.getRun("bb")?.state).toBe("queued");
    });

    it("record their process while running", () => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      writer.setRunProcess("aa", identity(7), 25);
      expect(reader.getRun("aa")).toMatchObject({ process: identity(7), heartbeatAt: 25 });
      expect(reader.listAttempts("aa")[0]?.process).toEqual(identity(7));
    });

    it("take heartbeats of running runs only", () => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      writer.heartbeat(["aa", "bb", "unknown"], 30);
      expect(reader.getRun("aa")?.heartbeatAt).toBe(30);
      expect(reader.getRun("bb")?.heartbeatAt).toBeNull();
    });

    it("end once, with outcome and cost", () => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      writer.setRunProcess("aa", identity(7), 25);
      expect(writer.endRun("aa", "finished", FINISHED, 40)).toBe(true);
      expect(reader.endRun("aa", "failed", CRASHED, 41)).toBe(false);
      expect(reader.getRun("aa")).toMatchObject({
        state: "finished",
        outcome: { type: "finished" },
        ...{ startedAt: 20, endedAt: 40, process: null, heartbeatAt: null },
      });
      expect(reader.listAttempts("aa")).toEqual([
        {
          ...{ runId: "aa", attempt: 1, startedAt: 20, endedAt: 40, process: identity(7) },
          ...FINISHED,
        },
      ]);
    });

    it("are followed by another when the run is requeued", () => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      expect(writer.requeueRun("aa", CRASHED, 30)).toBe(true);
      expect(reader.getRun("aa")).toMatchObject({
        state: "queued",
        outcome: CRASHED.outcome,
        ...{ attempt: 1, endedAt: null, heartbeatAt: null },
      });
      expect(writer.claimRun("aa", 40)).toBe(true);
      expect(reader.getRun("aa")).toMatchObject({ state: "running", attempt: 2, startedAt: 40 });
      expect(reader.listAttempts("aa")).toMatchObject([
        { attempt: 1, startedAt: 20, endedAt: 30, outcome: CRASHED.outcome },
        { attempt: 2, startedAt: 40, endedAt: null, outcome: null },
      ]);
    });

    it("begin without anything that the one before reported", () => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      writer.ingest(
        batch("aa", 100, {
          metrics: [point(0, 1)],
          progress: { done: 1, total: 2, unit: "epoch", status: "training" },
          summary: { backend: "cpu" },
          artifacts: [
            {
              ...{ runId: "aa", path: "model.json", kind: "model" },
              ...{ bytes: 1, sha256: "s", createdAt: 25 },
            },
          ],
        }),
        25,
      );
      writer.requeueRun("aa", CRASHED, 30);
      expect(reader.curve("aa", "loss")).toHaveLength(1); // kept until the next attempt begins
      writer.claimRun("aa", 40);
      expect(reader.curve("aa", "loss")).toEqual([]);
      expect(reader.summaries(["aa"]).get("aa")).toEqual([]);
      expect(reader.listArtifacts("aa")).toEqual([]);
      expect(reader.eventOffset("aa")).toBe(0);
      expect(reader.getRun("aa")).toMatchObject({ progress: null, summary: {} });
    });

    it.each(["failed", "cancelled"] as const)("go on after a %s run is reopened", (state) => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      writer.endRun("aa", state, CRASHED, 30);
      expect(reader.reopenRun("aa", 40)).toBe(true);
      expect(reader.reopenRun("aa", 40)).toBe(false);
      expect(reader.getRun("aa")).toMatchObject({ state: "queued", attempt: 1, endedAt: null });
    });

    it("are never added to a finished run", () => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      writer.endRun("aa", "finished", FINISHED, 30);
      const finished = reader.getRun("aa");
      expect(writer.reopenRun("aa", 40)).toBe(false);
      expect(writer.requeueRun("aa", CRASHED, 40)).toBe(false);
      expect(writer.claimRun("aa", 40)).toBe(false);
      expect(writer.ingest(batch("aa", 9, { metrics: [point(0, 1)] }), 40)).toBe(false);
      writer.setRunProcess("aa", identity(8), 40);
      writer.heartbeat(["aa"], 40);
      expect(reader.getRun("aa")).toEqual(finished);
      expect(reader.listAttempts("aa")).toHaveLength(1);
      expect(reader.metricNames()).toEqual([]);
    });

    it("cannot begin for a run that is not there", () => {
      expect(stores().writer.claimRun("unknown", 20)).toBe(false);
    });
  });
}
