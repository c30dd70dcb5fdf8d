import { readFileSync } from "node:fs";
import { z } from "zod";

/**
 * exit.json: written by a run's supervisor (the host process) when the trainer has ended, so that an orchestrator that
 * was killed in between still learns how. Absent when the host itself was killed.
 */
export const exitReport = z.object({
  /** Exit code, or null when a signal ended it. */
  code: z.number().int().nullable(),
  signal: z.string().nullable(),
  /** The error's message where the trainer threw one, or why the command could not be started. */
  message: z.string().optional(),
  /** True when the program could not be started at all. */
  not_started: z.boolean().default(false),
  /** True when it was ended for running longer than allowed. */
  timed_out: z.boolean().default(false),
  started_at: z.number(),
  ended_at: z.number(),
  max_rss_bytes: z.number().nullable(),
  cpu_seconds: z.number().nullable(),
});
export type ExitReport = z.infer<typeof exitReport>;

/** The report in that file; null when there is none, or none that a host wrote. */
export function readExitReport(file: string): ExitReport | null {
  try {
    return exitReport.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null; // absent: the host was killed; malformed: not a host's, which writes it whole or not at all
  }
}
