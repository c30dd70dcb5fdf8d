import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RecordedConfig } from "../protocol/config.js";
import type { RunPaths } from "../protocol/run-paths.js";

/**
 * Makes a run's folder ready for an attempt: what an earlier attempt left is moved to attempts/<n>/, so that nothing of it
 * can be taken for the new one's, and config.json is written.
 */
export async function prepareRunFolder(paths: RunPaths, config: RecordedConfig): Promise<void> {
  await mkdir(paths.dir, { recursive: true });
  if (config.attempt > 1) await putAside(paths, config.attempt - 1);
  await mkdir(paths.artifacts, { recursive: true });
  const draft = `${paths.config}.tmp`;
  await writeFile(draft, `${JSON.stringify(config, null, 2)}\n`);
  await rename(draft, paths.config);
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
