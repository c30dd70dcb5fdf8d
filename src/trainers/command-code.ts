import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

/**
 * Hash of a command's own code: the contents of those of its tokens that are files (the script, not the interpreter found on
 * PATH), so that an edited script makes new runs. What the script imports is not seen.
 */
export function commandCodeHash(command: readonly string[], cwd: string): string {
  const hash = createHash("sha256");
  for (const token of command) {
    const file = resolve(cwd, token);
    if (statSync(file, { throwIfNoEntry: false })?.isFile())
      hash.update(token).update(readFileSync(file));
  }
  return hash.digest("hex");
}
