/** What a chart draws, as a table: for a file, and for those who cannot see the chart. */
export interface DataTable {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | null;

/** RFC 4180, with all digits of every number. */
export function toCsv({ columns, rows }: DataTable): string {
  return [columns, ...rows]
    .map((row) => row.map(field).join(","))
    .join("\r\n")
    .concat("\r\n");
}

/** Spreadsheets take text that begins so for a formula. */
const FORMULA = /^[=+@\t\r]|^-(?!\d|Infinity$)/;

function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
