import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { messageOf, SweepError } from "../../../../core/errors.js";

/** A file by its path and by the name that messages give it. */
export interface NamedFile {
  path: string;
  shown: string;
}

export interface Hashed<T> {
  result: T;
  sha256: string;
  /** Of the file as it was read. */
  stat: BigIntStats;
}

export interface ReadOptions<T> {
  /** Called with the bytes done so far and in all. */
  onBytes: (done: number, total: number) => void;
  /** Must read all chunks or throw. `size` is the file's in bytes. */
  consume: (chunks: AsyncIterable<Buffer>, size: number) => Promise<T>;
}

const CHUNK_BYTES = 1 << 20; // 1 MiB: larger ones are no faster, smaller ones cost more calls

/**
 * Reads a file once from start to end and hashes it on the way.
 * @throws SweepError("data") when it cannot be read, or was changed meanwhile; and what `consume` throws.
 */
export async function readHashed<T>(file: NamedFile, options: ReadOptions<T>): Promise<Hashed<T>> {
  const handle = await openFile(file);
  try {
    const stat = await handle.stat({ bigint: true });
    const size = Number(stat.size);
    const hash = createHash("sha256");
    const result = await options.consume(
      watch(handle, (chunk, done) => {
        hash.update(chunk);
        options.onBytes(done, size);
      }),
      size,
    );
    await checkUnchanged(file, handle, stat);
    return { result, sha256: hash.digest("hex"), stat };
  } finally {
    await handle.close();
  }
}

async function openFile(file: NamedFile): Promise<FileHandle> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file.path);
    if ((await handle.stat()).isFile()) return handle;
  } catch (error) {
    throw new SweepError("data", `${file.shown}: cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
  await handle.close();
  throw new SweepError("data", `${file.shown}: expected a file, got a folder or a device`);
}

async function* watch(
  handle: FileHandle,
  onChunk: (chunk: Buffer, done: number) => void,
): AsyncGenerator<Buffer> {
  let done = 0;
  const chunks: AsyncIterable<Buffer> = handle.createReadStream({
    autoClose: false,
    highWaterMark: CHUNK_BYTES,
  });
  for await (const chunk of chunks) {
    done += chunk.length;
    onChunk(chunk, done);
    yield chunk;
  }
}

async function checkUnchanged(
  file: NamedFile,
  handle: FileHandle,
  before: BigIntStats,
): Promise<void> {
  const after = await handle.stat({ bigint: true });
  if (after.size === before.size && after.mtimeNs === before.mtimeNs) return;
  throw new SweepError(
    "data",
    `${file.shown}: was changed while it was being read; try again when it is complete`,
  );
}
