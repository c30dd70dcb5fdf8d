/** environment.json: written by the orchestrator into a run's folder before an attempt begins. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EnvironmentRecord, environmentRecord } from "../core/environment-record.js";

/** The record in that file; null when there is none, or none that an orchestrator wrote. */
export function readEnvironmentRecord(file: string): EnvironmentRecord | null {
  try {
    return environmentRecord.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null; // absent: the run has not begun, or an older sweep started it
  }
}

/** Where copies of code are kept, each under its own hash, once for all runs. */
export function codeCopy(runsDir: string, sha256: string): string {
  return join(runsDir, CODE_FOLDER, sha256);
}

/** Folder of the copies, beside the runs' folders. */
export const CODE_FOLDER = "code";
