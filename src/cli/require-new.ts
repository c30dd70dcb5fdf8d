import { existsSync } from "node:fs";
import { SweepError } from "../core/errors.js";
import { shownPath } from "../selection/shown-path.js";

/** @throws SweepError("conflict") where there is such a file already. */
export function requireNew(file: string, cwd: string): void {
  if (!existsSync(file)) return;
  throw new SweepError(
    "conflict",
    `${shownPath(file, cwd)}: there is such a file already; --force replaces it, -o names another`,
  );
}
