import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const TAIL_BYTES = 4096;
const MAX_LENGTH = 300; // fits a table's cell and a line of a terminal or two
const ERROR_LINE = /^([\w.]+\.)?\w*(Error|Exception)\b/; // as Python, Node and others begin the line that says why

/** Why a program failed, as far as its log tells: the last line that names an error, else the last line; shortened. */
export function lastWords(file: string): string | undefined {
  const lines = tail(file)
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const words = lines.findLast((line) => ERROR_LINE.test(line)) ?? lines.at(-1);
  return words?.slice(0, MAX_LENGTH);
}

function tail(file: string): string {
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    const count = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString("utf8", 0, count);
  } finally {
    closeSync(descriptor);
  }
}
