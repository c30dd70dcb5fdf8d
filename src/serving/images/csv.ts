import { SweepError } from "../../core/errors.js";
import { MOST_ROWS, PIXELS } from "../schemas.js";

/**
 * Grey levels [n, 784] of lines as Kaggle's test.csv has them; the header `pixel0,…,pixel783` may be missing.
 * @throws SweepError("data") with line and cell.
 */
export function imagesOfCsv(text: string): Uint8Array {
  const lines = text.trimEnd().split(/\r?\n/);
  const first = hasHeader(lines[0] ?? "") ? 1 : 0;
  const rows = lines.length - first;
  if (text.trim() === "" || rows === 0)
    throw problem(1 + first, "expected rows of digits, got none");
  if (rows > MOST_ROWS) throw problem(1, `expected at most ${MOST_ROWS} rows, got ${rows}`);
  const images = new Uint8Array(rows * PIXELS);
  for (let row = 0; row < rows; row++) {
    const cells = (lines[first + row] ?? "").split(",");
    addRow(cells, images.subarray(row * PIXELS, (row + 1) * PIXELS), first + row + 1);
  }
  return images;
}

const BRIGHTEST = 255;
const LONGEST_SHOWN = 40; // characters of a cell

function hasHeader(line: string): boolean {
  const cells = line.split(",");
  if (isLevel(cells[0] ?? "") || line.trim() === "") return false;
  const wrong = cells.findIndex((cell, i) => cell !== `pixel${i}`);
  if (wrong < 0 && cells.length === PIXELS) return true;
  const at = wrong < 0 ? cells.length : wrong;
  const expected = at < PIXELS ? `\`pixel${at}\`` : "the end of the line";
  throw problem(
    1,
    `expected a row of ${PIXELS} grey levels or the header pixel0,…,pixel${PIXELS - 1}; cell ${at + 1}: expected ${expected}, got ${shown(cells[at])}`,
  );
}

function addRow(cells: readonly string[], levels: Uint8Array, line: number): void {
  if (cells.length !== PIXELS) throw problem(line, `expected ${PIXELS} cells, got ${cells.length}`);
  cells.forEach((cell, i) => {
    if (!isLevel(cell))
      throw problem(
        line,
        `cell ${i + 1}: expected a whole number from 0 to ${BRIGHTEST}, got ${shown(cell)}`,
      );
    levels[i] = Number(cell);
  });
}

function isLevel(cell: string): boolean {
  return /^\d{1,3}$/.test(cell) && Number(cell) <= BRIGHTEST;
}

function problem(line: number, text: string): SweepError {
  return new SweepError("data", `CSV, line ${line}: ${text}`);
}

function shown(cell: string | undefined): string {
  if (cell === undefined) return "the end of the line";
  return cell === "" ? "an empty cell" : `\`${cell.slice(0, LONGEST_SHOWN)}\``;
}
