import { type FileHandle, open } from "node:fs/promises";
import type { LogChunk } from "../api/log.js";

/**
 * A part of a text file that is being written, cut between UTF-8 characters.
 * @param offset where to begin, in bytes; negative counts from the end. Beyond the end it is 0: the file was begun anew.
 * @param limit most bytes to read.
 */
export async function readLogChunk(file: string, offset: number, limit: number): Promise<LogChunk> {
  const handle = await open(file).catch(ifMissing);
  if (!handle) return { offset: 0, text: "", next: 0, size: 0 };
  try {
    return await readFrom(handle, offset, limit);
  } finally {
    await handle.close();
  }
}

async function readFrom(handle: FileHandle, asked: number, limit: number): Promise<LogChunk> {
  const { size } = await handle.stat();
  const begin = asked < 0 ? Math.max(0, size + asked) : asked > size ? 0 : asked;
  const buffer = Buffer.alloc(Math.min(limit, size - begin));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, begin);
  const skipped = asked < 0 && begin > 0 ? continuationBytes(buffer) : 0;
  const end = completeLength(buffer.subarray(0, bytesRead));
  return {
    offset: begin + skipped,
    text: buffer.toString("utf8", skipped, Math.max(skipped, end)),
    next: begin + Math.max(skipped, end),
    size,
  };
}

const LONGEST_CHARACTER = 4; // bytes, in UTF-8

/** How many bytes at the start belong to a character that began before. */
function continuationBytes(bytes: Uint8Array): number {
  let count = 0;
  while (count < LONGEST_CHARACTER - 1 && isContinuation(bytes[count])) count++;
  return count;
}

/** Length without a character at the end that is not there completely; binary rubbish is kept as it is. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back < LONGEST_CHARACTER && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    return characterLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function characterLength(firstByte: number): number {
  if (firstByte >= 0xf0) return 4;
  if (firstByte >= 0xe0) return 3;
  return firstByte >= 0xc0 ? 2 : 1;
}

function ifMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null; // queued runs have no log yet
  throw error;
}
