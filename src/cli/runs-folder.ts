import { accessSync, constants, statSync } from "node:fs";
import { messageOf, SweepError } from "../core/errors.js";

/** @throws SweepError("environment") when what is where the runs are to be kept is no folder, or may not be read. */
export function requireFolder(runsDir: string): void {
  const found = statSync(runsDir, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory())
    throw new SweepError("environment", `${runsDir}: expected the folder of the runs, got a file`);
  try {
    accessSync(runsDir, constants.R_OK | constants.X_OK);
  } catch (cause) {
    throw new SweepError("environment", `${runsDir}: ${messageOf(cause)}`, { cause });
  }
}
