import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a real executable `kaggle` that runs this JavaScript. @returns the folder to put on the PATH. */
export function standInKaggle(dir: string, script: string): string {
  const folder = join(dir, "bin");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "kaggle");
  writeFileSync(file, `#!${process.execPath}\n${script}\n`);
  chmodSync(file, 0o755);
  return folder;
}
