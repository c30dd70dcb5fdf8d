import { readFileSync } from "node:fs";
import { z } from "zod";
import { processIdentity } from "../core/process-identity.js";

/**
 * process.json: the process of an attempt that is under way, written before it is told to start and removed once it and
 * all its descendants are gone. An orchestrator that was killed before it could store the identity finds it here.
 */
export const processRecord = z.object({
  process: processIdentity,
  /** Milliseconds since 1970. */
  started_at: z.number(),
  /** Milliseconds that the attempt may take, or null. */
  timeout_ms: z.number().nullable(),
  /** Since when the run is paused, in milliseconds since 1970; null: it is not. */
  paused_at: z.number().nullable().default(null),
  /** How long it was paused before: this, too, does not count towards the timeout. */
  paused_ms: z.number().default(0),
});
export type ProcessRecord = z.infer<typeof processRecord>;

/** How long the attempt has been paused until `now`, in milliseconds. */
export function pausedMs(record: ProcessRecord | null, now: number): number {
  if (record === null) return 0;
  return record.paused_ms + (record.paused_at === null ? 0 : Math.max(0, now - record.paused_at));
}

/** The record in that file; null when there is none, or none that an orchestrator wrote. */
export function readProcessRecord(file: string): ProcessRecord | null {
  try {
    return processRecord.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null; // absent: nothing is under way; it is written whole or not at all
  }
}
