import { createReadStream, statSync } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";

/** Size in bytes; 0 while there is no such file. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Copies what the file has from `start` (bytes) to `out`, at the speed of `out`. @returns the offset after the last byte. */
export async function copyFrom(file: string, start: number, out: Writable): Promise<number> {
  const size = sizeOf(file);
  if (size <= start) return start;
  const input = createReadStream(file, { start, end: size - 1 });
  input.pipe(out, { end: false });
  await finished(input);
  return size;
}
