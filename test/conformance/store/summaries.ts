import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { type NonFinite, toWire } from "../../../src/core/metric-value.js";
import type { MetricPoint, MetricSummary } from "../../../src/core/records.js";
import type { Field } from "../../../src/query/filter.js";
import { batch, CRASHED, newRun, newSweep, point } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function summaryTests(stores: () => Stores): void {
  describe("metric summaries", () => {
    beforeEach(() => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.setSweepRuns(id, [newRun("aa"), newRun("bb")], 10);
      writer.claimRun("aa", 20);
    });

    it("give each run's metrics by name, and an empty list for a run without any", () => {
      const { writer, reader } = stores();
      const metrics = [point(0, 1), point(0, 2, { name: "accuracy" })];
      writer.ingest(batch("aa", 10, { metrics }), 30);
      const summaries = reader.summaries(["bb", "aa", "unknown"]);
      expect([...summaries.keys()]).toEqual(["bb", "aa", "unknown"]);
      expect(summaries.get("aa")?.map(({ name }) => name)).toEqual(["accuracy", "loss"]);
      const losses = reader.summaries(["aa", "unknown"], "loss");
      expect(losses.get("aa")).toEqual([summaries.get("aa")?.[1]]);
      expect(losses.get("unknown")).toEqual([]);
      expect(summaries.get("bb")).toEqual([]);
      expect(summaries.get("unknown")).toEqual([]);
      expect(reader.summaries([]).size).toBe(0);
    });

    it("tell last, minimum and maximum with their steps", () => {
      const { writer, reader } = stores();
      writer.ingest(batch("aa", 10, { metrics: [point(0, 3), point(1, 1), point(2, 2)] }), 30);
      expect(reader.summaries(["aa"]).get("aa")).toEqual([
        {
          ...{ name: "loss", count: 3, last: 2, lastStep: 2, nonFinite: null },
          ...{ min: 1, minStep: 1, max: 3, maxStep: 0, ...UNTOLD },
        },
      ]);
    });

    it("count a value that is not finite without taking it for an extreme", () => {
      const { writer, reader } = stores();
      const metrics = [point(0, 3), point(1, Number.POSITIVE_INFINITY), point(2, Number.NaN)];
      writer.ingest(batch("aa", 10, { metrics }), 30);
      expect(reader.summaries(["aa"]).get("aa")).toEqual([
        {
          ...{ name: "loss", count: 3, last: Number.NaN, lastStep: 2, nonFinite: "NaN" },
          ...{ min: 3, minStep: 0, max: 3, maxStep: 0, ...UNTOLD },
        },
      ]);
    });

    it("forget an extreme and a NaN that were overwritten", () => {
      const { writer, reader } = stores();
      const metrics = [point(0, 9), point(1, Number.NaN), point(2, 5), point(3, 7)];
      writer.ingest(batch("aa", 10, { metrics }), 30);
      writer.ingest(batch("aa", 20, { metrics: [point(0, 6), point(1, 8)] }), 31);
      expect(reader.summaries(["aa"]).get("aa")).toEqual([
        {
          ...{ name: "loss", count: 4, last: 7, lastStep: 3, nonFinite: null },
          ...{ min: 5, minStep: 2, max: 8, maxStep: 1, ...UNTOLD },
        },
      ]);
    });

    it("tell what the run says that a metric came to, and the last step with that value", () => {
      const { writer, reader } = stores();
      const told = (name = "loss") => {
        const summary = reader.summaries(["aa"], name).get("aa")?.[0];
        return [summary?.result, summary?.resultStep];
      };
      const metrics = [point(0, 3), point(1, 1), point(2, 2), point(3, 2), point(4, 4)];
      writer.ingest(batch("aa", 10, { metrics, summary: { accuracy: 0.5, loss: 2 } }), 30);
      expect(told()).toEqual([2, 3]);
      writer.ingest(batch("aa", 20, { metrics: [point(3, 7)] }), 31); // replaces one of the two
      expect(told()).toEqual([2, 2]);
      writer.ingest(batch("aa", 30, { summary: { loss: 9 } }), 32);
      expect(told()).toEqual([9, null]);
      writer.ingest(batch("aa", 40, { summary: { loss: "unknown" } }), 33);
      expect(told()).toEqual([null, null]);
      writer.ingest(batch("aa", 50, { metrics: [point(0, 0.5, { name: "accuracy" })] }), 34);
      expect(told("accuracy")).toEqual([0.5, 0]); // its summary came before
    });

    it("judge, sort and find runs by what they say", () => {
      const { writer, reader } = stores();
      writer.claimRun("bb", 21);
      const metrics = [point(0, 3), point(1, 1)];
      writer.ingest(batch("aa", 10, { metrics, summary: { loss: 3 } }), 30);
      writer.ingest(batch("bb", 10, { metrics: [point(0, 4), point(1, 2)] }), 30);
      const loss: Field = { kind: "metric", name: "loss", goal: "minimize", stat: "best" };
      const sorted = { sweepId: null, now: 40, sort: [{ field: loss, descending: false }] };
      expect(reader.queryRuns(sorted).runs.map(({ id }) => id)).toEqual(["bb", "aa"]);
      expect(reader.runValues(sorted, [loss]).columns).toEqual([[2, 3]]);
      expect(reader.metricRanges(null)).toEqual([
        { name: "loss", runs: 2, lowest: { min: 2, max: 3 }, highest: { min: 3, max: 4 } },
      ]);
    });

    it("always say what the points say, whatever was logged in whatever order", () => {
      const value = fc.oneof(
        fc.integer({ min: -3, max: 3 }), // ties are frequent
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      );
      const logged = fc.tuple(fc.nat({ max: 8 }), value).map(([step, v]) => point(step, v));
      const batches = fc.array(fc.array(logged, { maxLength: 12 }), { minLength: 1, maxLength: 5 });
      const { writer, reader } = stores();
      let now = 20;
      fc.assert(
        fc.property(batches, (metricsOf) => {
          writer.requeueRun("aa", CRASHED, ++now);
          writer.claimRun("aa", ++now);
          const attempt = reader.getRun("aa")?.attempt ?? 0;
          metricsOf.forEach((metrics, i) => {
            expect(writer.ingest(batch("aa", i, { attempt, metrics }), ++now)).toBe(true);
          });
          const points = reader.curve("aa", "loss");
          expect(points).toEqual(lastOfEachStep(metricsOf.flat()));
          expect(reader.summaries(["aa"]).get("aa")).toEqual(points.length ? [told(points)] : []);
        }),
        { numRuns: 60 },
      );
    });
  });
}

const UNTOLD = { result: null, resultStep: null };

function lastOfEachStep(logged: MetricPoint[]): MetricPoint[] {
  const byStep = new Map(logged.map((each) => [each.step, each]));
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

/** The summary by its definition, from all points in order of step. */
function told(points: MetricPoint[]): MetricSummary {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  const min = finite.length ? Math.min(...finite.map(({ value }) => value)) : null;
  const max = finite.length ? Math.max(...finite.map(({ value }) => value)) : null;
  const kinds = new Set(points.map(({ value }) => toWire(value)));
  const worst: NonFinite[] = ["NaN", "Infinity", "-Infinity"];
  return {
    name: "loss",
    count: points.length,
    last: points.at(-1)?.value ?? Number.NaN,
    lastStep: points.at(-1)?.step ?? -1,
    min,
    minStep: finite.find(({ value }) => value === min)?.step ?? null,
    max,
    maxStep: finite.find(({ value }) => value === max)?.step ?? null,
    nonFinite: worst.find((kind) => kinds.has(kind)) ?? null,
    ...UNTOLD,
  };
}
