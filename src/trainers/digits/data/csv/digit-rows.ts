/**
 * Takes the lines of one file in order and keeps their numbers. Invariants:
 *
 * 1. `#line` is the number of the last line taken, 1-based, and counts newlines inside quoted cells too.
 * 2. Rows that are kept are whole and valid; a problem is reported, never repaired.
 * 3. Blank lines may end the file, but nothing may follow them.
 */
import { CLASSES, PIXELS } from "../../description.js";
import type { DigitImages } from "../digit-images.js";
import { splitCells, wholeNumber } from "./cells.js";
import type { Layout } from "./layout.js";
import { type Problems, shown } from "./problems.js";

export class DigitRows {
  readonly #layout: Layout;
  readonly #problems: Problems;
  readonly #images: Uint8Array;
  readonly #labels: Uint8Array;
  #rows = 0;
  #line = 0;
  #blankLine: number | null = null;

  /** @param fileBytes size of the file: it bounds the number of rows, so that room is made once */
  constructor(layout: Layout, problems: Problems, fileBytes: number) {
    const mostRows = Math.ceil(fileBytes / (2 * layout.columns.length)); // a cell has a digit and a comma or newline
    this.#layout = layout;
    this.#problems = problems;
    this.#images = new Uint8Array(mostRows * PIXELS);
    this.#labels = new Uint8Array(layout.labelled ? mostRows : 0);
  }

  /**
   * Takes whole lines; only the file's last may lack its newline.
   * @throws SweepError("data") when the header is wrong, a quote is not closed, or problems have become many.
   */
  add(lines: string): void {
    const { rows, badQuote } = splitCells(lines);
    const sound = badQuote === null ? rows : rows.slice(0, badQuote);
    sound.forEach((cells, i) => {
      this.#addRow(cells, i < rows.length - 1 || lines.endsWith("\n"));
    });
    if (badQuote !== null) {
      this.#problems.add(this.#line + 1, null, "expected every quoted cell to end with a quote");
      this.#problems.throwIfAny(); // what follows cannot be told apart into cells
    }
  }

  /** @throws SweepError("data") with everything that was wrong, or when there were no rows. */
  finish(): DigitImages {
    this.#problems.throwIfAny();
    if (this.#line === 0) {
      this.#problems.add(1, null, `expected the header ${this.#header()}, got an empty file`);
    } else if (this.#rows === 0) {
      this.#problems.add(1, null, "expected rows of digits after the header, got none");
    }
    this.#problems.throwIfAny();
    return {
      images: this.#images.subarray(0, this.#rows * PIXELS),
      labels: this.#layout.labelled ? this.#labels.subarray(0, this.#rows) : null,
    };
  }

  #addRow(cells: string[], terminated: boolean): void {
    this.#line += 1;
    if (this.#line === 1) this.#checkHeader(cells);
    else if (cells.length === 1 && cells[0] === "") this.#blankLine ??= this.#line;
    else this.#addDigit(cells, terminated);
  }

  #checkHeader(cells: string[]): void {
    const { columns } = this.#layout;
    const length = Math.max(cells.length, columns.length);
    for (let i = 0; i < length; i++) {
      if (cells[i] === columns[i]) continue;
      const expected = i < columns.length ? `the column \`${columns[i]}\`` : "the end of the line";
      const got = cells[i] === undefined ? "the end of the line" : shown(cells[i] ?? "");
      const rule = `the header of a ${this.#layout.name} is ${this.#header()}`;
      this.#problems.add(1, i + 1, `expected ${expected}, got ${got}${zipHint(cells)} (${rule})`);
      break;
    }
    this.#problems.throwIfAny(); // under a wrong header every row would be reported
  }

  #addDigit(cells: string[], terminated: boolean): void {
    if (this.#blankLine !== null) {
      this.#problems.add(this.#blankLine, null, "expected a row of digits, got a blank line");
      this.#blankLine = null;
    }
    const { columns } = this.#layout;
    if (cells.length !== columns.length) {
      const cut = terminated ? "" : ": the file ends in the middle of this line";
      const text = `expected ${columns.length} cells, got ${cells.length}${cut}`;
      this.#problems.add(this.#line, null, text);
    } else if (this.#keep(cells)) {
      this.#rows += 1;
      return;
    } else {
      this.#reportCells(cells);
    }
    this.#line += newlinesIn(cells); // a cell with a newline is no number, so only rows with problems have any
  }

  /** Writes the row's numbers behind the rows kept so far; false at the first that is not valid. */
  #keep(cells: string[]): boolean {
    let cell = 0;
    if (this.#layout.labelled) {
      const label = wholeNumber(cells[cell++] as string); // the caller has counted the cells
      if (label < 0 || label >= CLASSES) return false;
      this.#labels[this.#rows] = label;
    }
    const start = this.#rows * PIXELS - cell;
    for (; cell < cells.length; cell++) {
      const level = wholeNumber(cells[cell] as string);
      if (level < 0 || level > BRIGHTEST) return false;
      this.#images[start + cell] = level;
    }
    return true;
  }

  #reportCells(cells: string[]): void {
    cells.forEach((cell, i) => {
      const column = this.#layout.columns[i];
      const highest = column === "label" ? CLASSES - 1 : BRIGHTEST;
      const value = wholeNumber(cell);
      if (value >= 0 && value <= highest) return;
      const rule = `expected a whole number from 0 to ${highest}`;
      this.#problems.add(this.#line, i + 1, `${column}: ${rule}, got ${shown(cell)}`);
    });
  }

  #header(): string {
    const { columns } = this.#layout;
    return [...columns.slice(0, 2), "…", columns.at(-1)].join(",");
  }
}

const BRIGHTEST = 255; // grey level of white

/** Quoted cells may hold newlines; the lines after them must still be numbered rightly. */
function newlinesIn(cells: string[]): number {
  return cells.join("").split("\n").length - 1;
}

/** Kaggle hands out single files as zip archives, sometimes under the name of the file inside. */
function zipHint(cells: string[]): string {
  return cells[0]?.startsWith("PK\u0003\u0004") ? ": this is a zip archive, unpack it first" : "";
}
