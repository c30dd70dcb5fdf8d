/**
 * The binary form of a CSV file of digits, named by the CSV's hash: 33 MB that load in tens of milliseconds.
 *
 *     bytes 0–7   "sweepdig"
 *     bytes 8–11  format version, 1
 *     bytes 12–15 rows
 *     bytes 16–19 1 when labels follow, else 0
 *     bytes 20–23 CRC-32 of everything after the header
 *     then        labels, one byte a row; then pixels, 784 bytes a row
 *
 * Numbers are little-endian and unsigned. A file that does not agree with this counts as damaged: readers answer null and
 * their caller makes it again.
 */
import { type FileHandle, mkdir, open, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import { SweepError } from "../../../../core/errors.js";
import { PIXELS } from "../../description.js";
import type { DigitImages } from "../digit-images.js";
import { withTemporary } from "./temporary.js";

const MAGIC = "sweepdig";
const VERSION = 1;
const HEADER_BYTES = 24;

export interface CacheHeader {
  rows: number;
  labelled: boolean;
}

/** Writes the file whole or not at all. */
export async function writeBinaryCache(
  file: string,
  cacheDir: string,
  digits: DigitImages,
): Promise<void> {
  const labels = digits.labels ?? new Uint8Array(0);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, "latin1");
  header.writeUInt32LE(VERSION, 8);
  header.writeUInt32LE(digits.images.length / PIXELS, 12);
  header.writeUInt32LE(digits.labels === null ? 0 : 1, 16);
  header.writeUInt32LE(crc32(digits.images, crc32(labels)), 20);
  await withTemporary(cacheDir, async (temporary) => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, [header, labels, digits.images]);
    await rename(temporary, file);
  });
}

/** The header of a file whose size agrees with it, or null when it is absent or damaged. Does not read the images. */
export async function inspectBinaryCache(file: string): Promise<CacheHeader | null> {
  return withFile(file, async (handle) => {
    const { size } = await handle.stat();
    return parseHeader(await readAt(handle, 0, HEADER_BYTES), size);
  });
}

/** Everything, or null when the file is absent or damaged. */
export async function readBinaryCache(file: string): Promise<DigitImages | null> {
  return withFile(file, async (handle) => {
    const { size } = await handle.stat();
    const bytes = await readAt(handle, 0, size); // at once: readFile() would take 64 turns
    const header = parseHeader(bytes, bytes.length);
    if (header === null) return null;
    const body = bytes.subarray(HEADER_BYTES);
    if (crc32(body) !== bytes.readUInt32LE(20)) return null;
    const labelBytes = header.labelled ? header.rows : 0;
    return {
      images: plain(body.subarray(labelBytes)),
      labels: header.labelled ? plain(body.subarray(0, labelBytes)) : null,
    };
  });
}

/** One image, [784], without reading the others; null when the file is absent or damaged or has no such row. */
export async function readCachedImage(file: string, row: number): Promise<Uint8Array | null> {
  return withFile(file, async (handle) => {
    const { size } = await handle.stat();
    const header = parseHeader(await readAt(handle, 0, HEADER_BYTES), size);
    if (header === null || row < 0 || row >= header.rows) return null;
    const labelBytes = header.labelled ? header.rows : 0;
    return plain(await readAt(handle, HEADER_BYTES + labelBytes + row * PIXELS, PIXELS));
  });
}

async function withFile<T>(
  file: string,
  use: (handle: FileHandle) => Promise<T | null>,
): Promise<T | null> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new SweepError("environment", `${file}: cannot be read: ${error.message}`, {
      cause: error,
    });
  });
  if (handle === null) return null;
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** The same memory as a Uint8Array: a Buffer's slice() would not copy. */
function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** @param fileBytes size of the whole file, which must be what the header promises */
function parseHeader(bytes: Buffer, fileBytes: number): CacheHeader | null {
  if (bytes.length < HEADER_BYTES || bytes.toString("latin1", 0, 8) !== MAGIC) return null;
  if (bytes.readUInt32LE(8) !== VERSION) return null;
  const rows = bytes.readUInt32LE(12);
  const labelled = bytes.readUInt32LE(16) === 1;
  const expected = HEADER_BYTES + rows * (PIXELS + (labelled ? 1 : 0));
  return fileBytes === expected ? { rows, labelled } : null;
}
