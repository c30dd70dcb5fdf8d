import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EnvironmentRecord } from "../core/environment-record.js";
import type { RecordedConfig } from "../protocol/config.js";
import { readAttempt } from "../protocol/read-run-record.js";
import type { RunPaths } from "../protocol/run-paths.js";

/** What an attempt's folder holds before it begins. */
export interface FolderContent {
  config: RecordedConfig;
  environment: EnvironmentRecord;
}

/**
 * Makes a run's folder ready for an attempt: what an earlier attempt left is moved to attempts/<n>/, so that nothing of it
 * can be taken for the new one's, and environment.json and config.json are written. config.json comes last: until then it
 * says whose the folder's files are, and an interrupted preparation is gone on with by the next attempt's.
 */
export async function prepareRunFolder(
  paths: RunPaths,
  { config, environment }: FolderContent,
): Promise<void> {
  await mkdir(paths.dir, { recursive: true });
  const earlier = readAttempt(paths.config);
  if (earlier !== null && earlier !== config.attempt) await putAside(paths, earlier);
  await mkdir(paths.artifacts, { recursive: true });
  await writeWhole(paths.environment, environment);
  await writeWhole(paths.config, config);
}

async function writeWhole(file: string, value: unknown): Promise<void> {
  const draft = `${file}.tmp`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`);
  await rename(draft, file);
}

const KEPT = new Set(["attempts", "config.json"]);

async function putAside(paths: RunPaths, attempt: number): Promise<void> {
  const target = join(paths.attempts, String(attempt));
  await mkdir(target, { recursive: true });
  const moved = new Set(await readdir(target)); // by a preparation that was interrupted: what has these names here is its own
  for (const name of await readdir(paths.dir)) {
    const file = join(paths.dir, name);
    if (moved.has(name)) await rm(file, { recursive: true });
    else if (!KEPT.has(name)) await rename(file, join(target, name));
  }
}
