import type { RunRow } from "../../src/api/runs.js";

/** A run as the server last told of it; `receivedAt` in milliseconds since 1970 by the clock of this page. */
export interface LiveRow {
  row: RunRow;
  receivedAt: number;
}

/** Milliseconds that the run has taken so far, or took. */
export function durationAt({ row, receivedAt }: LiveRow, now: number): number | null {
  if (row.durationMs === null || row.state !== "running") return row.durationMs;
  return row.durationMs + Math.max(0, now - receivedAt);
}
