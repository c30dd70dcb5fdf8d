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
});
export type ProcessRecord = z.infer<typeof processRecord>;

/** The record in that file; null when there is none, or none that an orchestrator wrote. */
export function readProcessRecord(file: string): ProcessRecord | null {
  try {
    return processRecord.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null; // absent: nothing is under way; it is written whole or not at all
  }
}
