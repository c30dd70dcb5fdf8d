import { readlinkSync } from "node:fs";
import { SweepError } from "../core/errors.js";

/** What to say of a file that is listed but is not there: a symbolic link to nothing. Null for any other error. */
export function danglingLink(error: unknown): SweepError | null {
  if (!(error instanceof Error && "path" in error && "code" in error)) return null;
  const { code, path } = error;
  if (code !== "ENOENT" || typeof path !== "string") return null;
  const target = linkTarget(path);
  if (target === null) return null;
  const message = `${path}: expected a file, got a link to ${target}, which does not exist`;
  return new SweepError("data", message, { cause: error });
}

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null; // it is no link, or it is gone
  }
}
