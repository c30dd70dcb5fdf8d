import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MetricPoint } from "../../../src/core/records.js";
import { BLOCK_STEPS, LONG } from "../../../src/store/sqlite/blocks.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import type { CurvePart, Store } from "../../../src/store/store.js";
import { batch, newRun, newSweep, point } from "../examples.js";

let store: Store;
beforeEach(() => {
  store = openSqliteStore({ file: ":memory:" });
  store.setSweepRuns(store.saveSweep(newSweep(), 10).id, [newRun("aa")], 10);
  store.claimRun("aa", 20);
});
afterEach(() => store.close());

function log(...batches: MetricPoint[][]): void {
  let offset = store.eventOffset("aa");
  for (const metrics of batches) store.ingest(batch("aa", ++offset, { metrics }), 30);
}

/** The plain computation: all points, one bucket after another. */
function sampled(all: readonly MetricPoint[], buckets: number, part: CurvePart): MetricPoint[] {
  const points = withNeighbours(
    all.filter(({ value }) => Number.isFinite(value)),
    part,
  );
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const steps = last.step - first.step + 1;
  const edge = (bucket: number) => first.step + Math.floor((steps * bucket) / buckets);
  const kept = new Set<MetricPoint>([first, last]);
  let at = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const within: MetricPoint[] = [];
    for (; (points[at]?.step ?? Infinity) < edge(bucket + 1); at++)
      within.push(points[at] as MetricPoint);
    if (within.length === 0) continue;
    kept.add(within.reduce((low, each) => (each.value < low.value ? each : low)));
    kept.add(within.reduce((high, each) => (each.value > high.value ? each : high)));
  }
  return points.filter((each) => kept.has(each));
}

function withNeighbours(points: MetricPoint[], { axis, from, to }: CurvePart): MetricPoint[] {
  const [low, high] = axis === "epoch" ? [Math.floor(from), Math.ceil(to)] : [from, to];
  const begin = points.findIndex((each) => (each[axis] ?? Number.NaN) >= low);
  const end = points.findLastIndex((each) => (each[axis] ?? Number.NaN) <= high);
  const first = begin < 0 ? points.length - 1 : begin - 1;
  return points.slice(Math.max(0, first), (end < 0 ? 0 : end + 1) + 1);
}

const value = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -9, max: 9 }) },
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300),
);

/** A long curve: steps with gaps, a part in which nothing is finite, and points that are logged once more. */
const curve = fc.record({
  stride: fc.integer({ min: 1, max: 3 * BLOCK_STEPS }),
  values: fc.array(value, { minLength: 20, maxLength: 50 }),
  count: fc.integer({ min: LONG - 2, max: LONG + 400 }),
  blank: fc.integer({ min: 0, max: LONG }),
  again: fc.array(fc.tuple(fc.nat(LONG - 3), value), { maxLength: 20 }),
  size: fc.integer({ min: 700, max: 9000 }),
});

describe("a long curve", () => {
  it("is sampled as if all of its points were read, whatever the window", () => {
    const window = fc.record({
      axis: fc.constantFrom<CurvePart["axis"]>("step", "epoch", "time"),
      from: fc.double({ min: -0.1, max: 1, noNaN: true }),
      width: fc.double({ min: 0, max: 1.2, noNaN: true }),
      buckets: fc.integer({ min: 1, max: 400 }),
    });
    fc.assert(
      fc.property(curve, fc.array(window, { minLength: 4, maxLength: 8 }), (shape, windows) => {
        store.requeueRun(
          "aa",
          { outcome: { type: "lost" }, maxRssBytes: null, cpuSeconds: null },
          40,
        );
        store.claimRun("aa", 50);
        const attempt = store.getRun("aa")?.attempt ?? 0;
        const points = Array.from({ length: shape.count }, (_, i) => {
          const isBlank = i >= shape.blank && i < shape.blank + 5 * BLOCK_STEPS;
          const given = shape.values[(i * 7) % shape.values.length] as number;
          return point(i * shape.stride, isBlank ? Number.NaN : given, {
            epoch: i % 11 === 0 ? null : i / 100,
            time: 1000 + i * 10,
          });
        });
        const again = shape.again.map(([i, value]) => ({ ...(points[i] as MetricPoint), value }));
        const all = [...points, ...again];
        for (let i = 0; i < all.length; i += shape.size) {
          const metrics = all.slice(i, i + shape.size);
          store.ingest(batch("aa", i + 1, { attempt, metrics }), 30);
        }
        const stored = store.curve("aa", "loss");
        const extent = {
          step: shape.count * shape.stride,
          epoch: shape.count / 100,
          time: shape.count * 10,
        };
        for (const { axis, from, width, buckets } of windows) {
          const begin = (axis === "time" ? 1000 : 0) + from * extent[axis];
          const part = { axis, from: begin, to: begin + width * extent[axis] };
          expect(store.curveSampled("aa", "loss", buckets, part)).toEqual(
            sampled(stored, buckets, part),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  it("keeps up with points that come after it was long, and with those that replace others", () => {
    log(Array.from({ length: LONG }, (_, step) => point(step, 1)));
    log([point(LONG, 5)], [point(70, -3)], [point(70, 1), point(71, Number.NaN)], [point(72, 8)]);
    const steps = store.curveSampled("aa", "loss", 1).map(({ step }) => step);
    expect(steps).toEqual([0, 72, LONG]);
  });

  it("is forgotten with its attempt", () => {
    log(Array.from({ length: LONG }, (_, step) => point(step, 1)));
    store.requeueRun("aa", { outcome: { type: "lost" }, maxRssBytes: null, cpuSeconds: null }, 40);
    store.claimRun("aa", 50);
    expect(store.curveSampled("aa", "loss", 10)).toEqual([]);
  });
});
