import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** The last `bytes` of a text file, from the beginning of a line; all of a shorter one. */
export function readEnd(file: string, bytes: number): string {
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    const begin = Math.max(0, size - bytes);
    const buffer = Buffer.alloc(size - begin);
    const read = readSync(descriptor, buffer, 0, buffer.length, begin);
    const text = buffer.toString("utf8", 0, read);
    return begin === 0 ? text : text.slice(text.indexOf("\n") + 1);
  } finally {
    closeSync(descriptor);
  }
}
