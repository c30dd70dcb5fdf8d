import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

/** One of a command's own files, by the word that names it. */
export interface CommandFile {
  token: string;
  path: string;
}

/**
 * Hash of a command's own code: the contents of those of its tokens that are files (the script, not the interpreter found on
 * PATH), so that an edited script makes new runs. What the script imports is not seen.
 */
export function commandCodeHash(command: readonly string[], cwd: string): string {
  const hash = createHash("sha256");
  for (const { token, path } of commandFiles(command, cwd))
    hash.update(token).update(readFileSync(path));
  return hash.digest("hex");
}

/** Those of its tokens that are files, in their order. */
export function commandFiles(command: readonly string[], cwd: string): CommandFile[] {
  return command.flatMap((token) => {
    const path = resolve(cwd, token);
    return isFile(path) ? [{ token, path }] : [];
  });
}

/** What cannot be looked at is no file: a program's text given as a word (`-e`) is longer than any name may be. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
