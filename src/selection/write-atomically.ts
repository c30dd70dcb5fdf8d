import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { messageOf, SweepError } from "../core/errors.js";
import { makeFolder } from "../core/make-folder.js";

/** Writes the file whole or not at all: readers see the old content or the new, never a part. Makes its folder. */
export function writeAtomically(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}.tmp`; // beside the target: a rename is atomic on one file system only
  makeFolder(dirname(path));
  try {
    writeFileSync(draft, content, { flush: true });
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new SweepError("environment", `${path}: cannot be written: ${messageOf(cause)}`, {
      cause,
    });
  }
}
