import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MODEL_FILE, WEIGHTS_FILE } from "../../digits/network/save.js";

/** SHA-256 of a saved network's two files, one after the other. @throws the file system's error where one is missing. */
export async function hashNetwork(folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const name of [MODEL_FILE, WEIGHTS_FILE]) hash.update(await readFile(join(folder, name)));
  return hash.digest("hex");
}
