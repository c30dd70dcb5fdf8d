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

export function revisionTests(stores: () => Stores): void {
  describe("revisions", () => {
    beforeEach(() => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.setSweepRuns(id, [newRun("aa"), newRun("bb")], 10);
    });

    it("rise with every change of a run to numbers that none had before", () => {
      const { writer, reader } = stores();
      const changes: (() => unknown)[] = [
        () => writer.claimRun("aa", 20),
        () => writer.setRunProcess("aa", identity(1), 21),
        () => writer.heartbeat(["aa"], 22),
        () => writer.ingest(batch("aa", 5, { metrics: [point(0, 1)] }), 23),
        () => writer.requeueRun("aa", CRASHED, 24),
        () => writer.claimRun("aa", 25),
        () => writer.endRun("aa", "failed", CRASHED, 26),
        () => writer.reopenRun("aa", 27),
        () => writer.claimRun("aa", 28),
        () => writer.endRun("aa", "finished", FINISHED, 29),
      ];
      for (const change of changes) {
        const before = reader.latestRevision();
        change();
        expect(reader.getRun("aa")?.revision).toBeGreaterThan(before);
        expect(reader.latestRevision()).toBe(reader.getRun("aa")?.revision);
      }
    });

    it("stay when a change is refused", () => {
      const { writer, reader } = stores();
      const before = reader.latestRevision();
      writer.endRun("aa", "finished", FINISHED, 20);
      writer.requeueRun("aa", CRASHED, 20);
      writer.reopenRun("aa", 20);
      writer.heartbeat(["aa", "bb"], 20);
      writer.ingest(batch("aa", 5), 20);
      expect(reader.latestRevision()).toBe(before);
    });

    it("differ between runs that change at once", () => {
      const { writer, reader } = stores();
      writer.claimRun("aa", 20);
      writer.claimRun("bb", 20);
      writer.heartbeat(["aa", "bb"], 30);
      expect(reader.getRun("aa")?.revision).not.toBe(reader.getRun("bb")?.revision);
    });

    it("let a follower read every change, in order and in portions", () => {
      const { writer, reader } = stores();
      const start = reader.latestRevision();
      expect(reader.runsSince(start, 10)).toEqual([]);
      writer.claimRun("bb", 20);
      writer.claimRun("aa", 21);
      expect(reader.runsSince(start, 10).map(({ id }) => id)).toEqual(["bb", "aa"]);
      const [first] = reader.runsSince(start, 1);
      expect(first?.id).toBe("bb");
      expect(reader.runsSince(first?.revision ?? 0, 10).map(({ id }) => id)).toEqual(["aa"]);
    });
  });

  it("has another stamp after every change, whoever made it, and the same one while nothing changes", () => {
    const { writer, reader } = stores();
    const changes: (() => unknown)[] = [
      () => writer.setSweepRuns(writer.saveSweep(newSweep(), 10).id, [newRun("aa")], 10),
      () => writer.claimRun("aa", 20),
      () => writer.promote("champion", "aa", "", 30),
      () => writer.saveView({ name: "mine", address: "/?sweep=x", updatedAt: 40 }),
      () => writer.deleteView("mine"),
    ];
    for (const change of changes) {
      const before = [writer.changeStamp(), reader.changeStamp()];
      reader.listSweeps();
      expect([writer.changeStamp(), reader.changeStamp()]).toEqual(before);
      change();
      expect(writer.changeStamp()).not.toBe(before[0]);
      expect(reader.changeStamp()).not.toBe(before[1]);
    }
  });

  it("has revision 0 while it holds no run", () => {
    expect(stores().reader.latestRevision()).toBe(0);
  });
}
