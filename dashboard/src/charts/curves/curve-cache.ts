/**
 * Keeps the curves that a chart draws, and reads as little as possible. Invariants:
 *
 * 1. A curve that is known stays drawn until its successor has come: a refresh never blinks.
 * 2. Of a run that logged more only what came after its last point is read; all of it where a new attempt began, or where
 *    so much was added that it has many more points than asked for.
 * 3. One round of requests is under way at a time; what is wanted meanwhile is read in the next.
 * 4. An answer to what is no longer wanted is kept as far as it is true, but asks for nothing more.
 */
import type { Curve } from "../../../../src/api/curves.js";
import type { XAxis } from "../../address.js";
import { replacePart } from "./merge-curves.js";

export interface CurveRequest {
  runs: readonly string[];
  metric: string;
  /** How finely: at most about two points a bucket. */
  buckets: number;
  /** The part that is wanted, on this axis. */
  axis: XAxis;
  from?: number;
  to?: number;
}

export interface Wanted {
  runs: readonly string[];
  metrics: readonly string[];
  buckets: number;
  /** What a zoom shows of the x axis: read more finely. Null: all. */
  window: { axis: XAxis; from: number; to: number } | null;
}

export interface CurveCacheOptions {
  load(request: CurveRequest): Promise<readonly Curve[]>;
  /** Something to draw is there. */
  onChange(): void;
  onError(error: unknown): void;
}

/** What is known of one metric of one run. */
interface Entry {
  curve: Curve;
  buckets: number;
  attempt: number | null;
}

export class CurveCache {
  readonly #options: CurveCacheOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #fine = new Map<string, { window: string; curve: Curve }>();
  readonly #stale = new Set<string>();
  readonly #attempts = new Map<string, number>();
  #wanted: Wanted = { runs: [], metrics: [], buckets: 1, window: null };
  #isLoading = false;
  #isDisposed = false;

  constructor(options: CurveCacheOptions) {
    this.#options = options;
  }

  /** Reads what is missing of this. */
  want(wanted: Wanted): void {
    this.#wanted = wanted;
    this.#forgetUnwanted();
    void this.#load();
  }

  /** The run has more values, or others. */
  touch(run: string, attempt: number): void {
    this.#attempts.set(run, attempt);
    this.#stale.add(run);
  }

  /** Any of the runs may have more values. */
  touchAll(): void {
    for (const run of this.#wanted.runs) this.#stale.add(run);
  }

  /** Reads what `touch` told of, and what failed before. */
  refresh(): void {
    void this.#load();
  }

  get(metric: string, run: string): Curve | null {
    const key = keyOf(metric, run);
    const coarse = this.#entries.get(key)?.curve ?? null;
    const fine = this.#wanted.window === null ? undefined : this.#fine.get(key)?.curve;
    return coarse && fine ? replacePart(coarse, fine) : coarse;
  }

  /** Is everything there that is wanted? */
  get isComplete(): boolean {
    const { runs, metrics } = this.#wanted;
    return metrics.every((metric) => runs.every((run) => this.#entries.has(keyOf(metric, run))));
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      while (!this.#isDisposed) {
        const jobs = this.#jobs();
        if (jobs.length === 0) break;
        await Promise.all(jobs.map((job) => job()));
        if (!this.#isDisposed) this.#options.onChange();
      }
    } catch (error) {
      if (!this.#isDisposed) this.#options.onError(error);
    } finally {
      this.#isLoading = false;
    }
  }

  /** What has to be read now. */
  #jobs(): (() => Promise<void>)[] {
    const { runs, metrics } = this.#wanted;
    const stale = runs.filter((run) => this.#stale.has(run));
    for (const run of stale) this.#stale.delete(run);
    return metrics.flatMap((metric) => {
      const whole = runs.filter((run) => this.#needsWhole(metric, run));
      const grown = stale.filter((run) => !whole.includes(run));
      const fine = runs.filter((run) => this.#needsFine(metric, run) || stale.includes(run));
      return [
        ...(whole.length > 0 ? [() => this.#readWhole(metric, whole)] : []),
        ...(grown.length > 0 ? [() => this.#readGrowth(metric, grown)] : []),
        ...(fine.length > 0 && this.#wanted.window ? [() => this.#readFine(metric, fine)] : []),
      ];
    });
  }

  #needsWhole(metric: string, run: string): boolean {
    const entry = this.#entries.get(keyOf(metric, run));
    if (!entry) return true;
    const attempt = this.#attempts.get(run) ?? entry.attempt;
    if (entry.attempt !== null && attempt !== entry.attempt) return true;
    const { buckets } = this.#wanted;
    const isCoarse = entry.curve.count > entry.curve.values.length && entry.buckets * 2 <= buckets;
    return isCoarse || entry.curve.values.length > MOST_GROWTH * entry.buckets;
  }

  #needsFine(metric: string, run: string): boolean {
    const { window } = this.#wanted;
    const key = keyOf(metric, run);
    const entry = this.#entries.get(key);
    if (!window || (entry && entry.curve.count <= entry.curve.values.length)) return false;
    return this.#fine.get(key)?.window !== windowKey(window);
  }

  async #readWhole(metric: string, runs: readonly string[]): Promise<void> {
    const { buckets } = this.#wanted;
    const curves = await this.#read(runs, { runs, metric, buckets, axis: "step" });
    for (const curve of curves) {
      const attempt = this.#attempts.get(curve.run) ?? null;
      this.#entries.set(keyOf(metric, curve.run), { curve, buckets, attempt });
    }
  }

  async #readGrowth(metric: string, runs: readonly string[]): Promise<void> {
    const { buckets } = this.#wanted;
    const lasts = runs.map((run) => this.#entries.get(keyOf(metric, run))?.curve.steps.at(-1) ?? 0);
    const from = Math.min(...lasts);
    for (const part of await this.#read(runs, { runs, metric, buckets, axis: "step", from })) {
      const key = keyOf(metric, part.run);
      const entry = this.#entries.get(key);
      if (entry) this.#entries.set(key, { ...entry, curve: replacePart(entry.curve, part) });
    }
  }

  async #readFine(metric: string, runs: readonly string[]): Promise<void> {
    const { window, buckets } = this.#wanted;
    if (!window) return;
    for (const curve of await this.#read(runs, { runs, metric, buckets, ...window })) {
      this.#fine.set(keyOf(metric, curve.run), { window: windowKey(window), curve });
    }
  }

  async #read(runs: readonly string[], request: CurveRequest): Promise<readonly Curve[]> {
    try {
      return await this.#options.load(request);
    } catch (error) {
      for (const run of runs) this.#stale.add(run);
      throw error;
    }
  }

  /** A page left open for a day keeps no curve that is not drawn. */
  #forgetUnwanted(): void {
    const { runs, metrics } = this.#wanted;
    const kept = new Set(metrics.flatMap((metric) => runs.map((run) => keyOf(metric, run))));
    for (const map of [this.#entries, this.#fine]) {
      for (const key of map.keys()) if (!kept.has(key)) map.delete(key);
    }
    const drawn = new Set(runs);
    for (const run of this.#attempts.keys()) if (!drawn.has(run)) this.#attempts.delete(run);
    for (const run of this.#stale) if (!drawn.has(run)) this.#stale.delete(run);
  }
}

const MOST_GROWTH = 4; // points a bucket, before a curve that grows is thinned again: twice what it began with

function keyOf(metric: string, run: string): string {
  return `${run} ${metric}`;
}

function windowKey({ axis, from, to }: NonNullable<Wanted["window"]>): string {
  return `${axis} ${from} ${to}`;
}
