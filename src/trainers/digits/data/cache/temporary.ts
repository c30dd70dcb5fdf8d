/**
 * How files and folders come into the cache. Invariants:
 *
 * 1. They are made under `<cacheDir>/tmp/`, by names that are never used twice, and renamed into place when whole: a name
 *    outside tmp/ never stands for half a file, whoever was killed when, and two processes never write the same file.
 * 2. What a killed process left in tmp/ is never read, and is removed an hour later by whoever makes something next.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, SweepError } from "../../../../core/errors.js";

/**
 * Calls `make` with a path for it to create a file or folder at and to move into place; what is left there is removed.
 * @throws SweepError("environment") when the cache cannot be written.
 */
export async function withTemporary<T>(
  cacheDir: string,
  make: (path: string) => Promise<T>,
): Promise<T> {
  const folder = join(cacheDir, "tmp");
  try {
    await mkdir(folder, { recursive: true });
    return await makeAndTidy(join(folder, randomUUID()), make);
  } catch (error) {
    throw asCacheError(cacheDir, error);
  }
}

/** Moves a complete folder into place; where another process was first, its folder stays, as both hold the same. */
export async function placeFolder(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const exists = await stat(to).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!exists) throw error;
  }
}

/** The time, in nanoseconds since 1970, by the clock that stamps the cache's files. */
export async function fileSystemTime(cacheDir: string): Promise<bigint> {
  return withTemporary(cacheDir, async (path) => {
    await writeFile(path, "");
    return (await stat(path, { bigint: true })).mtimeNs;
  });
}

const LEFTOVER_AGE_NS = 3_600_000_000_000n; // an hour: no process takes a minute to make anything here

/** Removes what killed processes left behind. */
export async function removeLeftovers(cacheDir: string): Promise<void> {
  const now = await fileSystemTime(cacheDir);
  for (const name of await readdir(join(cacheDir, "tmp"))) {
    const path = join(cacheDir, "tmp", name);
    const found = await stat(path, { bigint: true }).catch(() => null); // its owner has just moved it
    if (found === null || now - found.mtimeNs < LEFTOVER_AGE_NS) continue;
    await rm(path, { recursive: true, force: true });
  }
}

async function makeAndTidy<T>(path: string, make: (path: string) => Promise<T>): Promise<T> {
  try {
    return await make(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

function asCacheError(cacheDir: string, error: unknown): unknown {
  const isFileError = error instanceof Error && "syscall" in error;
  if (!isFileError) return error;
  return new SweepError("environment", `${cacheDir}: cannot write the cache: ${messageOf(error)}`, {
    cause: error,
  });
}
