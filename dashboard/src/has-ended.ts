import type { RunRow } from "../../src/api/runs.js";

/** Will the run never log another value, unless it is run again? */
export function hasEnded({ state }: RunRow): boolean {
  return state !== "queued" && state !== "running";
}
