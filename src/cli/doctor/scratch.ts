import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { requireFolder } from "../runs-folder.js";

/**
 * Calls `use` with a new folder inside the runs' folder and removes it afterwards. Where there is no folder of runs yet, it is made
 * where that would be: nothing is left behind.
 * @throws SweepError, or Node's own error, when no folder can be made there.
 */
export function withScratchFolder<T>(runsDir: string, use: (folder: string) => T): T {
  requireFolder(runsDir);
  const folder = mkdtempSync(join(nearestFolder(runsDir), ".sweep-doctor-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The path itself, or the closest folder above it that exists. */
export function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
