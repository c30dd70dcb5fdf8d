import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 64 * 1024; // hundreds of lines of a log
const NEWLINE = 0x0a;

/**
 * Offset in bytes at which the last `lines` lines of a file begin; 0 when it has no more. A final newline ends the last
 * line, it does not begin another. Reads backwards, so that a long log costs no more than its end.
 */
export function offsetOfLastLines(file: string, lines: number): number {
  const descriptor = openSync(file, "r");
  try {
    const end = fstatSync(descriptor).size;
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let missing = lines;
    for (let position = end; position > 0; ) {
      const length = Math.min(CHUNK_BYTES, position);
      position -= length;
      readSync(descriptor, chunk, 0, length, position);
      for (let i = length - 1; i >= 0; i--) {
        if (chunk[i] !== NEWLINE || position + i === end - 1) continue;
        if (--missing === 0) return position + i + 1;
      }
    }
    return 0;
  } finally {
    closeSync(descriptor);
  }
}
