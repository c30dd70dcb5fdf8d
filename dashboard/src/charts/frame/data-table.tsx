import { formatNumber } from "../../format.js";
import type { Cell, DataTable } from "../export/csv.js";

const MOST_ROWS = 200; // beyond it nobody reads: the CSV has all

/** What a chart draws, for those who cannot see it or want the numbers. */
export function DataTableView({ caption, table }: { caption: string; table: DataTable }) {
  const { columns, rows } = table;
  const rest = rows.length - MOST_ROWS;
  const note =
    rest > 0
      ? `: the first ${MOST_ROWS} of ${rows.length.toLocaleString("en")} rows; the CSV has all`
      : "";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="chart-data" tabIndex={0} aria-label={`${caption} as a table`}>
      <table>
        <caption>{`${caption}${note}`}</caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row, i) => (
            <tr key={`${row[0]} ${i}`}>
              {row.map((cell, j) => (
                <td key={columns[j]} class={typeof cell === "number" ? "is-number" : undefined}>
                  {textOf(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function textOf(cell: Cell): string {
  if (cell === null) return "–";
  return typeof cell === "number" && Number.isFinite(cell) ? formatNumber(cell) : String(cell);
}
