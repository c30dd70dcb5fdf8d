import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { messageOf, SweepError } from "./errors.js";

/**
 * Makes a folder, with those above it that are missing. Node's own `recursive` never returns where a folder refuses another
 * with ENOENT, as all do below /proc.
 * @throws SweepError("environment") that names the folder and the reason.
 */
export function makeFolder(folder: string): void {
  try {
    makeWithThoseAbove(folder);
  } catch (cause) {
    throw new SweepError("environment", `${folder}: the folder cannot be made: ${reason(cause)}`, {
      cause,
    });
  }
}

function makeWithThoseAbove(folder: string): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder && !isThere(above)) makeWithThoseAbove(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!isFolder(folder)) throw error; // another process was first
  }
}

/** All above it is there, so ENOENT does not mean that something is missing. */
function reason(error: unknown): string {
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== "ENOENT" || path === undefined) return messageOf(error);
  return `the file system of ${dirname(path)} takes no new folders`;
}

function isFolder(path: string): boolean {
  return found(path)?.isDirectory() ?? false;
}

function isThere(path: string): boolean {
  return found(path) !== undefined;
}

function found(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // below a file, or not to be seen: making it says which
  }
}
