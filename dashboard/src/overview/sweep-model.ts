/** The runs of one sweep, as they are now. */
import type { RunList, RunRow } from "../../../src/api/runs.js";

/** A run's row, and when it came: durations of running runs are counted on from there, whatever the server's clock says. */
export interface LiveRow {
  row: RunRow;
  receivedAt: number;
}

export class SweepModel {
  /** In the experiment's order, which also decides the runs' colours. */
  readonly ids: readonly string[];
  readonly revision: number;
  /** Parameters that differ between the runs, by dotted name. */
  readonly varying: readonly string[];
  readonly #rows = new Map<string, LiveRow>();

  constructor(list: RunList, now: number) {
    this.ids = list.runs.map(({ id }) => id);
    this.revision = list.revision;
    this.varying = list.varying;
    for (const row of list.runs) this.#rows.set(row.id, { row, receivedAt: now });
  }

  get rows(): LiveRow[] {
    return [...this.#rows.values()];
  }

  get(id: string): LiveRow | undefined {
    return this.#rows.get(id);
  }

  /** @returns false when the run is none of these: the list must be read anew. */
  apply(row: RunRow, now: number): boolean {
    if (!this.#rows.has(row.id)) return false;
    this.#rows.set(row.id, { row, receivedAt: now });
    return true;
  }

  setChampion(runId: string | null): void {
    for (const live of this.#rows.values()) live.row.champion = live.row.id === runId;
  }
}

/** Milliseconds that the run has taken so far, or took. */
export function durationAt({ row, receivedAt }: LiveRow, now: number): number | null {
  if (row.durationMs === null || row.state !== "running") return row.durationMs;
  return row.durationMs + (now - receivedAt);
}

/** Names of all metrics that the runs have logged, with `first` at the head. */
export function metricNames(rows: readonly LiveRow[], first: readonly string[]): string[] {
  const logged = rows.flatMap(({ row }) => Object.keys(row.metrics));
  return [...new Set([...first, ...logged.sort()])];
}
