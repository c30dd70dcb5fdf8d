import type { RunRow } from "../../src/api/runs.js";

/** How much of the run is done, between 0 and 1; null when it is not known. */
export function doneShare({ state, progress }: RunRow): number | null {
  if (state === "finished") return 1;
  if (!progress || progress.total <= 0) return null;
  return Math.min(1, progress.done / progress.total);
}
