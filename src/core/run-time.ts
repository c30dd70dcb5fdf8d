import type { RunRecord } from "./records.js";

type Times = Pick<RunRecord, "startedAt" | "endedAt" | "pausedAt" | "pausedMs">;

/** How long the current or last attempt has worked until `now`, pauses left out, in milliseconds; null before the first. */
export function activeMs(
  { startedAt, endedAt, pausedAt, pausedMs }: Times,
  now: number,
): number | null {
  if (startedAt === null) return null;
  return Math.max(0, (endedAt ?? pausedAt ?? now) - startedAt - pausedMs);
}
