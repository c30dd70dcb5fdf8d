import { realpath, stat } from "node:fs/promises";
import { resolve, sep } from "node:path";

/**
 * The real path of a regular file inside `dir`, or null: also where the path, or a symbolic link on its way, leads
 * outside.
 */
export async function safeFile(dir: string, path: string): Promise<string | null> {
  try {
    const root = await realpath(dir);
    const file = await realpath(resolve(root, path));
    const isInside = file.startsWith(root + sep);
    return isInside && (await stat(file)).isFile() ? file : null;
  } catch {
    return null; // there is no such file, or it cannot be read: to the asker the same
  }
}
