import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { SweepError } from "../core/errors.js";

/**
 * A CSV of labels as Kaggle's Digit Recognizer exchanges it: header `ImageId,Label`, then an id and a digit a row.
 * Further columns (solution files have `Usage`) are not read.
 */
export interface LabelFile {
  /** As named in messages. */
  name: string;
  ids: Int32Array;
  labels: Uint8Array;
}

export const LABEL_HEADER = ["ImageId", "Label"] as const;
const LARGEST_LABEL = 9;

/** Line of row `i` (0-based): the header is line 1. */
export function lineOf(i: number): number {
  return i + 2;
}

/** @throws SweepError("not-found" | "submission"); the latter as `name:line  column: expected …, got …`. */
export function readLabelFile(path: string, name: string): LabelFile {
  return parseLabels(readText(path, name), name);
}

/** Accepts CRLF, quotes, a byte order mark and a missing final newline. @throws as readLabelFile. */
export function parseLabels(text: string, name: string): LabelFile {
  const [header = [], ...rows] = parseCsv(text);
  checkHeader(header, name);
  const ids = new Int32Array(rows.length);
  const labels = new Uint8Array(rows.length);
  rows.forEach((row, i) => {
    const where = `${name}:${lineOf(i)}`;
    ids[i] = wholeNumber(row[0], { where, column: "ImageId", min: 1, max: MOST_ROWS });
    labels[i] = wholeNumber(row[1], { where, column: "Label", min: 0, max: LARGEST_LABEL });
  });
  return { name, ids, labels };
}

/** Ends with a newline; lines are separated by `\n`. */
export function formatLabels(ids: Int32Array, labels: Uint8Array): string {
  const lines = [LABEL_HEADER.join(",")];
  ids.forEach((id, i) => {
    lines.push(`${id},${labels[i]}`);
  });
  return `${lines.join("\n")}\n`;
}

const MOST_ROWS = 2 ** 31 - 1; // ids are kept as int32

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const problem = missing ? "no such file" : "cannot be read";
    throw new SweepError(missing ? "not-found" : "environment", `${name}: ${problem}`, { cause });
  }
}

function parseCsv(text: string): string[][] {
  const body = text.replace(/^\uFEFF/, "").replace(/[\r\n]+$/, "");
  return Papa.parse<string[]>(body, { delimiter: "," }).data;
}

function checkHeader(header: readonly string[], name: string): void {
  if (LABEL_HEADER.every((title, i) => header[i]?.trim() === title)) return;
  throw new SweepError(
    "submission",
    `${name}:1  expected the header \`${LABEL_HEADER.join(",")}\`, got ${shown(header.join(","))}`,
  );
}

interface Cell {
  where: string;
  column: string;
  min: number;
  max: number;
}

function wholeNumber(text: string | undefined, { where, column, min, max }: Cell): number {
  const value = /^\s*\d+\s*$/.test(text ?? "") ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  const range = max === MOST_ROWS ? `from ${min}` : `from ${min} to ${max}`;
  throw new SweepError(
    "submission",
    `${where}  ${column}: expected a whole number ${range}, got ${shown(text)}`,
  );
}

const EXCERPT_LENGTH = 60; // enough to recognise the line

function shown(text: string | undefined): string {
  if (text === undefined || text === "") return "nothing";
  return `\`${text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text}\``;
}
