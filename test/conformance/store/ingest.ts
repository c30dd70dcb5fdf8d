import { beforeEach, describe, expect, it } from "vitest";
import { batch, CRASHED, newRun, newSweep, point } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function ingestTests(stores: () => Stores): void {
  describe("ingesting", () => {
    beforeEach(() => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.setSweepRuns(id, [newRun("aa"), newRun("bb")], 10);
      writer.claimRun("aa", 20);
    });

    it("stores what was reported, together with the offset", () => {
      const { writer, reader } = stores();
      const metrics = [
        point(0, 0.5, { epoch: 0.25, time: 1_700_000_000_000.5 }),
        point(1, -0),
        point(0, 0.9, { name: "val accuracy/π" }),
      ];
      const progress = { done: 1.5, total: 3, unit: "epoch", status: "training" };
      const summary = { backend: "cpu", parameters: 7850, nested: { a: [null] } };
      expect(writer.ingest(batch("aa", 321, { metrics, progress, summary }), 30)).toBe(true);
      expect(reader.eventOffset("aa")).toBe(321);
      expect(reader.curve("aa", "loss")).toEqual([metrics[0], { ...metrics[1], value: 0 }]);
      expect(reader.curve("aa", "val accuracy/π")).toEqual([metrics[2]]);
      expect(reader.getRun("aa")).toMatchObject({ progress, summary });
    });

    it("keeps progress that a batch does not mention, and merges summaries", () => {
      const { writer, reader } = stores();
      const progress = { done: 1, total: 3, unit: "epoch", status: "" };
      writer.ingest(batch("aa", 10, { progress, summary: { a: 1, b: { c: 2 } } }), 30);
      writer.ingest(batch("aa", 20, { summary: { b: null, d: "x" } }), 31);
      expect(reader.getRun("aa")).toMatchObject({ progress });
      expect(reader.getRun("aa")?.summary).toEqual({ a: 1, b: null, d: "x" });
    });

    it("has read nothing of a run that has not begun or is unknown", () => {
      expect(stores().reader.eventOffset("bb")).toBe(0);
      expect(stores().reader.eventOffset("unknown")).toBe(0);
    });

    it("refuses a batch of an attempt that is not the running one, whole", () => {
      const { writer, reader } = stores();
      writer.requeueRun("aa", CRASHED, 30);
      const late = batch("aa", 50, { attempt: 1, metrics: [point(0, 1)], summary: { a: 1 } });
      expect(writer.ingest(late, 31)).toBe(false);
      writer.claimRun("aa", 40);
      expect(writer.ingest(late, 41)).toBe(false);
      expect(writer.ingest({ ...late, attempt: 3 }, 41)).toBe(false);
      expect(writer.ingest({ ...late, runId: "unknown" }, 41)).toBe(false);
      expect(reader.eventOffset("aa")).toBe(0);
      expect(reader.metricNames()).toEqual([]);
      expect(reader.getRun("aa")?.summary).toEqual({});
    });

    it("refuses a batch of a reader that another one has overtaken", () => {
      const { writer, reader } = stores();
      writer.ingest(batch("aa", 100, { metrics: [point(0, 1), point(0, 2)] }), 30);
      expect(reader.ingest(batch("aa", 60, { metrics: [point(0, 1)] }), 31)).toBe(false);
      expect(reader.eventOffset("aa")).toBe(100);
      expect(reader.curve("aa", "loss")).toEqual([point(0, 2)]);
    });

    it("keeps the later of two values at one step, within a batch and between batches", () => {
      const { writer, reader } = stores();
      writer.ingest(batch("aa", 10, { metrics: [point(3, 1), point(3, 2)] }), 30);
      expect(reader.curve("aa", "loss")).toEqual([point(3, 2)]);
      writer.ingest(batch("aa", 20, { metrics: [point(3, 5, { epoch: 1 })] }), 31);
      expect(reader.curve("aa", "loss")).toEqual([point(3, 5, { epoch: 1 })]);
    });

    it("keeps values that are not finite", () => {
      const { writer, reader } = stores();
      const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308];
      writer.ingest(batch("aa", 10, { metrics: values.map((v, step) => point(step, v)) }), 30);
      expect(reader.curve("aa", "loss").map(({ value }) => value)).toEqual(values);
    });

    it("takes 100,000 points", () => {
      const { writer, reader } = stores();
      const BATCH = 5_000; // about what one chunk of an event file holds
      for (let from = 0; from < 100_000; from += BATCH) {
        const metrics = Array.from({ length: BATCH }, (_, i) =>
          point(from + i, Math.sin(from + i)),
        );
        expect(writer.ingest(batch("aa", from + BATCH, { metrics }), 30)).toBe(true);
      }
      expect(reader.eventOffset("aa")).toBe(100_000);
      expect(reader.curve("aa", "loss")).toHaveLength(100_000);
      expect(reader.summaries(["aa"]).get("aa")?.[0]).toMatchObject({
        ...{ count: 100_000, lastStep: 99_999, last: Math.sin(99_999) },
      });
    });
  });

  it("lists the names of all metrics once, in order", () => {
    const { writer, reader } = stores();
    const { id } = writer.saveSweep(newSweep(), 10);
    writer.setSweepRuns(id, [newRun("aa"), newRun("bb")], 10);
    for (const run of ["aa", "bb"]) {
      writer.claimRun(run, 20);
      const metrics = ["loss", "accuracy"].map((name) => point(0, 1, { name }));
      writer.ingest(batch(run, 10, { metrics }), 30);
    }
    expect(reader.metricNames()).toEqual(["accuracy", "loss"]);
  });
}
