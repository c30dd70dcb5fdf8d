import { existsSync, readdirSync } from "node:fs";
import { SweepError } from "../core/errors.js";
import type { ProcessIdentity } from "../core/process-identity.js";
import { CODE_FOLDER } from "../protocol/environment-record.js";
import { readProcessRecord } from "../protocol/process-record.js";
import { type RunPaths, runPaths } from "../protocol/run-paths.js";
import { type RunHistory, readRunHistory } from "./run-history.js";

export interface RunHistories {
  histories: RunHistory[];
  /** Folders that were left out; the reason begins with the file or folder that it is about. */
  skipped: { folder: string; reason: string }[];
}

type IsAlive = (identity: ProcessIdentity) => boolean;

/** Reads every run's folder in `runsDir`; one that cannot be used is skipped and hides no other. */
export function readRunHistories(runsDir: string, isAlive: IsAlive): RunHistories {
  const found: RunHistories = { histories: [], skipped: [] };
  for (const folder of runFolders(runsDir)) {
    const paths = runPaths(runsDir, folder);
    try {
      requireNobodyAtWork(paths, isAlive);
      found.histories.push(readRunHistory(paths));
    } catch (error) {
      if (!(error instanceof SweepError)) throw error;
      found.skipped.push({ folder, reason: error.message });
    }
  }
  return found;
}

const NOT_RUNS = new Set(["cache", "spares", CODE_FOLDER]); // what else is kept there

function runFolders(runsDir: string): string[] {
  return readdirSync(runsDir)
    .filter((name) => !NOT_RUNS.has(name) && isRunFolder(runPaths(runsDir, name)))
    .sort();
}

/** Does it hold anything that a run leaves? */
function isRunFolder({ config, events, output, exit }: RunPaths): boolean {
  return [config, events, output, exit].some((file) => existsSync(file));
}

function requireNobodyAtWork({ dir, process: file }: RunPaths, isAlive: IsAlive): void {
  const process = readProcessRecord(file)?.process;
  if (!process || !isAlive(process)) return;
  const who = `process ${process.pid} on ${process.host}`;
  throw new SweepError("conflict", `${dir}: ${who} is still at work on this run`);
}
