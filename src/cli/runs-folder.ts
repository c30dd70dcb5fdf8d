import { statSync } from "node:fs";
import { SweepError } from "../core/errors.js";

/** @throws SweepError("environment") when something else than a folder is where the runs are to be kept. */
export function requireFolder(runsDir: string): void {
  const found = statSync(runsDir, { throwIfNoEntry: false });
  if (found === undefined || found.isDirectory()) return;
  throw new SweepError("environment", `${runsDir}: expected the folder of the runs, got a file`);
}
