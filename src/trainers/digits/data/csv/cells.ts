import Papa from "papaparse";

export interface CellRows {
  rows: string[][];
  /** Index of the row in which a quoted cell is not closed as it should be, or null. Rows from it on are unreliable. */
  badQuote: number | null;
}

/** Splits whole lines into cells. Line ends are \n or \r\n; the last one may be missing. */
export function splitCells(lines: string): CellRows {
  const text = lines.replaceAll("\r\n", "\n").replace(/\n$/, "");
  if (text === "") return { rows: [[""]], badQuote: null }; // papaparse sees no row in an empty text, we see a blank line
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ",", newline: "\n" });
  return { rows: data, badQuote: errors[0]?.row ?? null };
}

const DIGIT_0 = 48;

/** The value of a cell that is a whole number of one to three digits, else −1. Called 33 million times for Kaggle's file. */
export function wholeNumber(cell: string): number {
  const length = cell.length;
  if (length === 0 || length > 3) return -1;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const digit = cell.charCodeAt(i) - DIGIT_0;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
