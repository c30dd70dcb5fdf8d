/**
 * Copies a growing log. Invariants:
 *
 * 1. The file stays open between two looks: what was written before it was put aside is copied all the same.
 * 2. It is left for its successor (another inode at the same path) only after it has been copied to its end; by then
 *    nobody writes to it any more, because a log is put aside only after its process has ended.
 */
import { once } from "node:events";
import { type FileHandle, open, stat } from "node:fs/promises";
import type { Writable } from "node:stream";

export interface LogTail {
  /** Copies what is new. @returns true when a successor of the file was begun with. */
  copyNew(): Promise<boolean>;
  close(): Promise<void>;
}

/** The file need not exist yet. `start`: where to begin in it, in bytes. */
export function createLogTail(path: string, out: Writable, start = 0): LogTail {
  let file: FileHandle | null = null;
  let offset = start;
  return {
    async copyNew() {
      file ??= await openIfThere(path);
      if (!file) return false;
      const replaced = await isReplaced(path, file); // before copying: see invariant 2
      offset = await copyToEnd(file, offset, out);
      if (!replaced) return false;
      await file.close();
      file = await openIfThere(path);
      offset = file ? await copyToEnd(file, 0, out) : 0;
      return true;
    },
    async close() {
      await file?.close();
    },
  };
}

const CHUNK_BYTES = 64 * 1024; // hundreds of lines of a log

/** At the speed of `out`. @returns the offset after the last byte. */
async function copyToEnd(file: FileHandle, start: number, out: Writable): Promise<number> {
  for (let offset = start; ; ) {
    const { bytesRead, buffer } = await file.read(
      Buffer.alloc(CHUNK_BYTES),
      0,
      CHUNK_BYTES,
      offset,
    );
    if (bytesRead === 0) return offset;
    if (!out.write(buffer.subarray(0, bytesRead))) await once(out, "drain");
    offset += bytesRead;
  }
}

async function isReplaced(path: string, file: FileHandle): Promise<boolean> {
  const now = await orNull(stat(path));
  return now !== null && now.ino !== (await file.stat()).ino;
}

function openIfThere(path: string): Promise<FileHandle | null> {
  return orNull(open(path, "r"));
}

/** Null where there is no such file. */
async function orNull<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
