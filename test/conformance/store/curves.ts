import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { MetricPoint } from "../../../src/core/records.js";
import type { CurvePart } from "../../../src/store/store.js";
import { batch, CRASHED, newRun, newSweep, point } from "../../store/examples.js";
import type { Stores } from "./stores.js";

export function curveTests(stores: () => Stores): void {
  describe("a sampled curve", () => {
    beforeEach(() => {
      const { writer } = stores();
      const { id } = writer.saveSweep(newSweep(), 10);
      writer.setSweepRuns(id, [newRun("aa")], 10);
      writer.claimRun("aa", 20);
    });

    const log = (metrics: MetricPoint[]) =>
      stores().writer.ingest(batch("aa", metrics.length, { metrics }), 30);

    it("is empty where there is no curve", () => {
      const { reader } = stores();
      expect(reader.curveSampled("aa", "loss", 10)).toEqual([]);
      expect(reader.curveSampled("unknown", "loss", 10)).toEqual([]);
      expect(reader.curve("aa", "loss")).toEqual([]);
    });

    it("is empty where no value is finite", () => {
      log([point(0, Number.NaN), point(1, Number.POSITIVE_INFINITY)]);
      expect(stores().reader.curveSampled("aa", "loss", 10)).toEqual([]);
    });

    it("is the whole curve when every point has its own bucket", () => {
      const points = [point(5, 1, { epoch: 1 }), point(6, 3), point(7, 2)];
      log(points);
      expect(stores().reader.curveSampled("aa", "loss", 3)).toEqual(points);
    });

    it("keeps a single spike among thousands of points", () => {
      log(Array.from({ length: 5_000 }, (_, step) => point(step, step === 3_217 ? 99 : 1)));
      const sampled = stores().reader.curveSampled("aa", "loss", 20);
      expect(sampled.length).toBeLessThanOrEqual(42);
      expect(sampled.filter(({ value }) => value === 99)).toEqual([point(3_217, 99)]);
      expect(sampled[0]?.step).toBe(0);
      expect(sampled.at(-1)?.step).toBe(4_999);
    });

    it("leaves out what is not finite, also at the ends", () => {
      log([point(0, Number.NaN), point(1, 1), point(2, 2), point(3, Number.NEGATIVE_INFINITY)]);
      expect(stores().reader.curveSampled("aa", "loss", 10)).toEqual([point(1, 1), point(2, 2)]);
    });

    it("is a part of the curve, with the nearest point outside at either end", () => {
      const points = [1, 2, 4, 7, 8, 9].map((step) =>
        point(step, step / 10, { epoch: Math.ceil(step / 3), time: 1000 * step }),
      );
      log([...points, point(5, Number.NaN, { epoch: 2, time: 5000 })]);
      const steps = (part: CurvePart) =>
        stores()
          .reader.curveSampled("aa", "loss", 100, part)
          .map(({ step }) => step);
      const [all, open] = [[1, 2, 4, 7, 8, 9], Number.POSITIVE_INFINITY];
      expect(steps({ axis: "step", from: 3, to: 7 })).toEqual([2, 4, 7, 8]);
      expect(steps({ axis: "step", from: 5, to: 6 })).toEqual([4, 7]);
      expect(steps({ axis: "step", from: -open, to: open })).toEqual(all);
      expect(steps({ axis: "step", from: 20, to: open })).toEqual([9]);
      expect(steps({ axis: "step", from: -open, to: 0 })).toEqual([1]);
      expect(steps({ axis: "time", from: 6500, to: 8500 })).toEqual([4, 7, 8, 9]);
      expect(steps({ axis: "epoch", from: 1.5, to: 1.8 })).toEqual([1, 2, 4, 7]);
    });

    it("picks the same points of a bucket, be they many or few", () => {
      const values = Array.from({ length: 3_000 }, (_, i) => ((i * 7_919) % 1_009) / 100);
      log(values.map((value, i) => point(2 * i, i % 97 === 0 ? Number.NaN : value)));
      const { reader } = stores();
      for (const buckets of [3, 50, 61, 200]) {
        const sampled = new Set(reader.curveSampled("aa", "loss", buckets).map(({ step }) => step));
        const finite = reader.curve("aa", "loss").filter(({ value }) => Number.isFinite(value));
        const [first, last] = [finite[0]?.step ?? 0, finite.at(-1)?.step ?? 0];
        const expected = new Set([first, last]);
        const edge = (i: number) => first + Math.floor(((last - first + 1) * i) / buckets);
        for (let i = 0; i < buckets; i++) {
          const inside = finite.filter(({ step }) => step >= edge(i) && step < edge(i + 1));
          const ordered = [...inside].sort((a, b) => a.value - b.value || a.step - b.step);
          const most = ordered.at(-1)?.value;
          for (const each of [ordered[0], ordered.find(({ value }) => value === most)])
            if (each) expected.add(each.step);
        }
        expect(sampled).toEqual(expected);
      }
    });

    it("has as many points of a part as of the whole", () => {
      log(Array.from({ length: 5_000 }, (_, step) => point(step, Math.sin(step))));
      const part = { axis: "step", from: 1_000, to: 1_009 } as const;
      const sampled = stores().reader.curveSampled("aa", "loss", 20, part);
      expect(sampled.map(({ step }) => step)).toEqual(
        Array.from({ length: 12 }, (_, i) => 999 + i),
      );
    });

    it("tells where the first values that are not finite lie", () => {
      const odd = [point(3, Number.NaN), point(5, Number.NEGATIVE_INFINITY), point(8, Number.NaN)];
      log([point(1, 1), ...odd, point(9, 2)]);
      expect(stores().reader.nonFinitePoints("aa", "loss", 2)).toEqual(odd.slice(0, 2));
      expect(stores().reader.nonFinitePoints("aa", "accuracy", 2)).toEqual([]);
    });

    it("takes a number of buckets below one for one", () => {
      log([point(0, 2), point(1, 9), point(2, 1), point(3, 4)]);
      expect(stores().reader.curveSampled("aa", "loss", 0)).toEqual([
        ...[point(0, 2), point(1, 9), point(2, 1), point(3, 4)],
      ]);
    });

    it("has the lowest and the highest point of each bucket, and the ends, and nothing else", () => {
      const { writer, reader } = stores();
      const steps = fc.uniqueArray(fc.nat({ max: 300 }), { minLength: 1, maxLength: 60 });
      const value = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constant(Number.NaN));
      let now = 20;
      fc.assert(
        fc.property(
          steps,
          fc.infiniteStream(value),
          fc.integer({ min: 1, max: 40 }),
          (at, values, buckets) => {
            writer.requeueRun("aa", CRASHED, ++now);
            writer.claimRun("aa", ++now);
            const attempt = reader.getRun("aa")?.attempt ?? 0;
            const points = at.map((step) => point(step, values.next().value));
            writer.ingest(batch("aa", 1, { attempt, metrics: points }), ++now);
            expect(reader.curveSampled("aa", "loss", buckets)).toEqual(sampled(points, buckets));
          },
        ),
        { numRuns: 200 },
      );
    });
  });
}

/** The sample by its definition. */
function sampled(points: MetricPoint[], buckets: number): MetricPoint[] {
  const finite = points
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.step - b.step);
  const [first, last] = [finite[0], finite.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = last.step - first.step + 1;
  const kept = new Set([first, last]);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = first.step + Math.floor((span * bucket) / buckets);
    const to = first.step + Math.floor((span * (bucket + 1)) / buckets);
    const inside = finite.filter(({ step }) => step >= from && step < to);
    const [lowest] = inside.toSorted((a, b) => a.value - b.value); // a stable sort: of equals, the earlier
    const [highest] = inside.toSorted((a, b) => b.value - a.value);
    for (const each of [lowest, highest]) if (each) kept.add(each);
  }
  return [...kept].sort((a, b) => a.step - b.step);
}
