import { readFileSync } from "node:fs";
import { z } from "zod";
import { outcome } from "../core/outcome.js";
import { writeJson } from "./write-json.js";

/**
 * end.json: how an attempt ended as the store is told it, for a store that is lost. exit.json has what the supervisor saw of the
 * process; this has what the orchestrator made of it: its own clock, the pauses, and what it did to the run itself. Absent where it
 * was killed before the end, and in folders of versions that did not write it.
 */
export const endRecord = z.object({
  attempt: z.number().int().min(1),
  /** When it was claimed, and when its end was recorded, in milliseconds since 1970. */
  started_at: z.number(),
  ended_at: z.number(),
  /** How much of that it was paused. */
  paused_ms: z.number(),
  outcome,
  max_rss_bytes: z.number().nullable(),
  cpu_seconds: z.number().nullable(),
});
export type EndRecord = z.infer<typeof endRecord>;

/** The record in that file; null when there is none, none of ours, or another attempt's. */
export function readEndRecord(file: string, attempt: number): EndRecord | null {
  try {
    const record = endRecord.parse(JSON.parse(readFileSync(file, "utf8")));
    return record.attempt === attempt ? record : null;
  } catch {
    return null; // absent or malformed: exit.json tells most of it
  }
}

/** Whole or not at all. */
export function writeEndRecord(file: string, record: EndRecord): void {
  writeJson(file, record);
}
