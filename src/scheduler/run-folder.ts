import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EnvironmentRecord } from "../core/environment-record.js";
import type { RecordedConfig } from "../protocol/config.js";
import type { RunPaths } from "../protocol/run-paths.js";

/** What an attempt's folder holds before it begins. */
export interface FolderContent {
  config: RecordedConfig;
  environment: EnvironmentRecord;
}

/**
 * Makes a run's folder ready for an attempt: what an earlier attempt left is moved to attempts/<n>/, so that nothing of it
 * can be taken for the new one's, and config.json and environment.json are written.
 */
export async function prepareRunFolder(
  paths: RunPaths,
  { config, environment }: FolderContent,
): Promise<void> {
  await mkdir(paths.dir, { recursive: true });
  if (config.attempt > 1) await putAside(paths, config.attempt - 1);
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
  await rm(target, { recursive: true, force: true }); // left by an attempt that was interrupted right here
  await mkdir(target, { recursive: true });
  for (const name of await readdir(paths.dir)) {
    if (!KEPT.has(name)) await rename(join(paths.dir, name), join(target, name));
  }
}
