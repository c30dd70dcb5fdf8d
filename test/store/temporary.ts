import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A path for a database in a new folder, and what removes the folder. */
export function temporaryStoreFile(): { file: string; folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "sweep-store-"));
  return {
    folder,
    file: join(folder, "sweep.db"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
