import { renameSync, writeFileSync } from "node:fs";

/** Writes the file whole or not at all: readers never see half of it. */
export function writeJson(file: string, value: unknown): void {
  const draft = `${file}.tmp`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(draft, file);
}
