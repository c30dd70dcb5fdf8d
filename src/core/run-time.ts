import type { RunRecord } from "./records.js";

type Times = Pick<RunRecord, "startedAt" | "endedAt" | "pausedAt" | "pausedMs"> & {
  lost?: boolean;
};

/**
 * How long the current or last attempt has worked until `now`, pauses left out, in milliseconds; null before the first, and for a lost
 * run: until it is settled nobody knows when it ended.
 */
export function activeMs(
  { startedAt, endedAt, pausedAt, pausedMs, lost = false }: Times,
  now: number,
): number | null {
  if (startedAt === null || lost) return null;
  return Math.max(0, (endedAt ?? pausedAt ?? now) - startedAt - pausedMs);
}
