import Table from "cli-table3";
import type { Look } from "./look.js";

export interface Column {
  title: string;
  /** Numbers stand to the right. */
  align?: "left" | "right";
  /** Shortened with `…` when the table is wider than the terminal; one column at most is. */
  flexible?: boolean;
}

/** Aligned columns without borders, two spaces apart, no blanks at line ends; ends with a newline. Cells may have colours. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { colours, width }: Pick<Look, "colours" | "width">,
): string {
  const titles = columns.map(({ title }) => title);
  const natural = columns.map((_, i) => widest([titles, ...rows].map((row) => row[i] ?? "")));
  const hasTitles = titles.some((title) => title !== "");
  const table = new Table({
    ...(hasTitles ? { head: titles.map((title) => colours.dim(title)) } : {}),
    colAligns: columns.map(({ align = "left" }) => align),
    colWidths: widths(columns, natural, width),
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  for (const row of rows) table.push([...row]);
  return `${table.toString().replace(/[ ]+$/gm, "")}\n`;
}

const GAP = 2;
const NARROWEST = 8; // below that a shortened name says nothing

/** Only the flexible column gives way. */
function widths(
  columns: readonly Column[],
  natural: number[],
  width: number | undefined,
): number[] {
  if (width === undefined) return natural;
  const excess = natural.reduce((sum, n) => sum + n, GAP * (columns.length - 1)) - width;
  if (excess <= 0) return natural;
  return natural.map((n, i) =>
    columns[i]?.flexible ? Math.min(n, Math.max(NARROWEST, n - excess)) : n,
  );
}

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ".repeat(GAP),
};

function widest(cells: readonly string[]): number {
  const probe = new Table({ chars: NO_BORDERS, style: { "padding-left": 0, "padding-right": 0 } });
  for (const cell of cells) probe.push([cell]);
  return probe.width; // the library's own measure: wide characters count two, colours none
}
