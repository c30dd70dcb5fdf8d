import { describe, expect, it, vi } from "vitest";
import {
  CurveCache,
  type CurveRequest,
  type Wanted,
} from "../../../dashboard/src/charts/curves/curve-cache.js";
import type { Curve } from "../../../src/api/curves.js";

/** A server whose runs have logged so many points; every request is kept. */
function server(points: Record<string, number>) {
  const requests: CurveRequest[] = [];
  const failures: Error[] = [];
  const load = async (request: CurveRequest): Promise<Curve[]> => {
    requests.push(request);
    const failure = failures.shift();
    if (failure) throw failure;
    return request.runs.map((run) => curve(run, points[run] ?? 0, request));
  };
  return { points, requests, failures, load };
}

function curve(run: string, count: number, { from = 0, to = count, buckets }: CurveRequest): Curve {
  const all = Array.from({ length: count }, (_, step) => step).filter((s) => s >= from && s <= to);
  const every = Math.max(1, Math.ceil(all.length / (2 * buckets)));
  const steps = all.filter((_, i) => i % every === 0 || i === all.length - 1);
  return {
    ...{ run, steps, count, nonFinite: [] },
    epochs: steps.map(() => null),
    seconds: steps,
    values: steps.map((step) => step / 10),
  };
}

function openCache(load: (request: CurveRequest) => Promise<readonly Curve[]>) {
  const onChange = vi.fn();
  const onError = vi.fn();
  const cache = new CurveCache({ load, onChange, onError });
  const changed = (times: number) =>
    vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(times));
  return { cache, onError, onChange, changed };
}

const wanted = (change: Partial<Wanted> = {}): Wanted => ({
  ...{ runs: ["a", "b"], metrics: ["loss"], buckets: 10, window: null },
  ...change,
});

describe("the cache of curves", () => {
  it("reads what is wanted once", async () => {
    const { requests, load } = server({ a: 5, b: 3 });
    const { cache, changed } = openCache(load);
    cache.want(wanted());
    await changed(1);
    expect(cache.get("loss", "a")?.steps).toEqual([0, 1, 2, 3, 4]);
    expect(cache.isComplete).toBe(true);
    cache.want(wanted({ runs: ["b", "a", "c"] }));
    await changed(2);
    expect(requests.map(({ runs }) => runs)).toEqual([["a", "b"], ["c"]]);
  });

  it("reads of a run that logged more only what is new, and keeps the old drawn meanwhile", async () => {
    const { points, requests, load } = server({ a: 5, b: 3 });
    const { cache, changed } = openCache(load);
    cache.want(wanted());
    await changed(1);
    points.a = 7;
    cache.touch("a", 1);
    cache.refresh();
    expect(cache.get("loss", "a")?.steps).toEqual([0, 1, 2, 3, 4]);
    await changed(2);
    expect(requests.at(-1)).toMatchObject({ runs: ["a"], axis: "step", from: 4 });
    expect(cache.get("loss", "a")).toMatchObject({ steps: [0, 1, 2, 3, 4, 5, 6], count: 7 });
  });

  it("reads all of a run that began anew", async () => {
    const { points, requests, load } = server({ a: 5, b: 3 });
    const { cache, changed } = openCache(load);
    cache.touch("a", 1);
    cache.want(wanted());
    await changed(1);
    points.a = 2;
    cache.touch("a", 2);
    cache.refresh();
    await changed(2);
    expect(requests.at(-1)?.from).toBeUndefined();
    expect(cache.get("loss", "a")?.steps).toEqual([0, 1]);
  });

  it("thins a curve again that has grown to many more points than asked for", async () => {
    const { points, load } = server({ a: 20 });
    const { cache, changed } = openCache(load);
    cache.want(wanted({ runs: ["a"] }));
    await changed(1);
    for (let round = 1; round <= 6; round++) {
      points.a = 20 + round * 15;
      cache.touch("a", 1);
      cache.refresh();
      await vi.waitFor(() => expect(cache.get("loss", "a")?.count).toBe(points.a));
    }
    await vi.waitFor(() => expect(cache.get("loss", "a")?.steps.length).toBeLessThanOrEqual(41));
    expect(cache.get("loss", "a")?.steps.at(-1)).toBe(109);
  });

  it("reads the part that a zoom shows more finely, and puts it between the rest", async () => {
    const { requests, load } = server({ a: 1000 });
    const { cache, changed } = openCache(load);
    cache.want(wanted({ runs: ["a"] }));
    await changed(1);
    const coarse = cache.get("loss", "a")?.steps ?? [];
    cache.want(wanted({ runs: ["a"], window: { axis: "step", from: 500, to: 510 } }));
    await changed(2);
    expect(requests.at(-1)).toMatchObject({ axis: "step", from: 500, to: 510 });
    const steps = cache.get("loss", "a")?.steps ?? [];
    expect(steps.filter((step) => step >= 500 && step <= 510)).toHaveLength(11);
    expect(steps.filter((step) => step < 500)).toEqual(coarse.filter((step) => step < 500));
    cache.want(wanted({ runs: ["a"] }));
    expect(cache.get("loss", "a")?.steps).toEqual(coarse);
  });

  it("says what failed, keeps what it has, and reads it at the next refresh", async () => {
    const { points, failures, load } = server({ a: 5, b: 3 });
    const { cache, onError, changed } = openCache(load);
    cache.want(wanted());
    await changed(1);
    points.a = 6;
    failures.push(new Error("gone"));
    cache.touch("a", 1);
    cache.refresh();
    await vi.waitFor(() => expect(onError).toHaveBeenCalledWith(new Error("gone")));
    expect(cache.get("loss", "a")?.count).toBe(5);
    cache.refresh();
    await changed(2);
    expect(cache.get("loss", "a")?.count).toBe(6);
  });

  it("forgets what is wanted no more", async () => {
    const { load } = server({ a: 5, b: 3 });
    const { cache, changed } = openCache(load);
    cache.want(wanted());
    await changed(1);
    cache.want(wanted({ runs: ["b"] }));
    expect(cache.get("loss", "a")).toBeNull();
    expect(cache.get("loss", "b")).not.toBeNull();
  });
});
