import { existsSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../core/errors.js";
import { shownPath } from "../../selection/shown-path.js";
import type { CliContext } from "../context.js";
import { formatBytes } from "../format/number.js";
import { type Check, fail, ok, warn } from "./check.js";
import { nearestFolder, withScratchFolder } from "./scratch.js";

const WHAT = "runs folder";
const ELSEWHERE = "name another by --runs-dir or SWEEP_RUNS_DIR";
const LOW_BYTES = 500e6; // the embedded data take 180 MB, a run of the built-in trainer about 1 MB

/** Can runs be written, and how much room is there? */
export function checkRunsFolder(context: Pick<CliContext, "cwd" | "runsDir">): Check {
  const runsDir = context.runsDir();
  const shown = shownPath(runsDir, context.cwd);
  try {
    withScratchFolder(runsDir, (folder) => writeFileSync(join(folder, "probe"), "probe"));
  } catch (error) {
    return fail(WHAT, messageOf(error), ELSEWHERE);
  }
  const bytes = freeBytes(runsDir);
  const state = existsSync(runsDir) ? "writable" : "made by the first run";
  const details = `${shown}: ${state}, ${formatBytes(bytes)} free`;
  return bytes < LOW_BYTES
    ? warn(WHAT, details, `free some space, or ${ELSEWHERE}`)
    : ok(WHAT, details);
}

/** That this user may fill. */
function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(nearestFolder(path));
  return bavail * bsize;
}
