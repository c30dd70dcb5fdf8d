import { activeMs } from "../../core/run-time.js";
import type { Board, BoardRow } from "./board.js";

const MIN_FRACTION = 0.02; // below this, the start-up dominates and an estimate would mislead

/** Milliseconds that the run still needs at its pace so far, or null where nothing can be said. */
export function runTimeLeft(row: BoardRow, now: number): number | null {
  const taken = activeMs(row.run, now);
  if (row.run.state !== "running" || taken === null || row.fraction < MIN_FRACTION) return null;
  return (taken / row.fraction) * (1 - row.fraction);
}

/**
 * Milliseconds until the sweep ends: the running runs' remainder plus the mean duration of a run for each queued one,
 * shared by the runs at once. Null until one run's pace is known.
 */
export function sweepTimeLeft(board: Board, now: number): number | null {
  const rows = [...board.rows.values()];
  const durations = rows.map((row) => duration(row, now)).filter((ms) => ms !== null);
  if (durations.length === 0) return null;
  const mean = durations.reduce((sum, ms) => sum + ms, 0) / durations.length;
  const running = rows.filter(({ run }) => run.state === "running");
  const queued = board.stopping ? 0 : rows.filter(({ run }) => run.state === "queued").length;
  const left = running.map((row) => runTimeLeft(row, now) ?? mean);
  const work = left.reduce((sum, ms) => sum + ms, 0) + queued * mean;
  return Math.max(work / board.concurrency, ...left, 0);
}

function duration(row: BoardRow, now: number): number | null {
  const taken = activeMs(row.run, now);
  if (row.run.state === "finished") return taken;
  const left = runTimeLeft(row, now);
  return left === null || taken === null ? null : taken + left;
}
