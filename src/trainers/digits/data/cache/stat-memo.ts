/**
 * Remembers the hash of a file by its path, size, modification time and inode, so that an unchanged file is not read
 * again: the idea of git's index, with its rule for files that are "racily clean"
 * (git's Documentation/technical/racy-git). Invariants:
 *
 * 1. A memo holds what was read from a file from `read_at_ns` on, by the clock of the file system.
 * 2. It is trusted only when the file was last modified well before that. A file that was modified just before it was
 *    read may be modified again without its time or size showing it; it is hashed again until that cannot be.
 * 3. One small file for each path, replaced whole: processes that remember at once lose nothing.
 */
import type { BigIntStats } from "node:fs";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { sha256 } from "../../../../core/hash.js";
import { withTemporary } from "./temporary.js";

const RACY_NS = 2_000_000_000n; // FAT stamps files to two seconds, the coarsest of all

/** Nanoseconds and inodes are text: they exceed what JSON's numbers hold. */
const memo = z.object({
  file: z.string(),
  size: z.string(),
  mtime_ns: z.string(),
  inode: z.string(),
  read_at_ns: z.string().regex(/^\d+$/),
  sha256: z.string(),
});
type Memo = z.infer<typeof memo>;

/** `stale`: there is a memo, but the file must be hashed again. */
export type Recalled = { type: "known"; sha256: string } | { type: "stale" } | { type: "unknown" };

/** @param file absolute path of a file that exists */
export async function recallHash(cacheDir: string, file: string): Promise<Recalled> {
  const remembered = await readMemo(memoFile(cacheDir, file));
  if (remembered === null) return { type: "unknown" };
  const found = await stat(file, { bigint: true });
  const settled = BigInt(remembered.read_at_ns) - found.mtimeNs > RACY_NS;
  const same = Object.entries(identity(file, found)).every(
    ([key, value]) => remembered[key as keyof Memo] === value,
  );
  return settled && same ? { type: "known", sha256: remembered.sha256 } : { type: "stale" };
}

export interface Reading {
  /** Of the file as it was read. */
  stat: BigIntStats;
  /** When reading began: `fileSystemTime`, in nanoseconds. */
  readAt: bigint;
  sha256: string;
}

export async function rememberHash(
  cacheDir: string,
  file: string,
  reading: Reading,
): Promise<void> {
  const content: Memo = {
    ...identity(file, reading.stat),
    read_at_ns: String(reading.readAt),
    sha256: reading.sha256,
  };
  const target = memoFile(cacheDir, file);
  await withTemporary(cacheDir, async (temporary) => {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(temporary, `${JSON.stringify(content)}\n`);
    await rename(temporary, target);
  });
}

/** `<cacheDir>/digits/stat/<hash of the path>.json` */
function memoFile(cacheDir: string, file: string): string {
  return join(cacheDir, "digits", "stat", `${sha256(file).slice(0, 16)}.json`);
}

/** What tells that a file is still the one that was read. */
function identity(file: string, stat: BigIntStats) {
  return {
    file,
    size: String(stat.size),
    mtime_ns: String(stat.mtimeNs),
    inode: String(stat.ino),
  };
}

/** Null when there is no memo, or none that can be used: the file is simply read. */
async function readMemo(path: string): Promise<Memo | null> {
  try {
    return memo.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null; // absent, cut short or of another version: all mean "not known"
  }
}
