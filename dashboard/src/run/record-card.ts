import { h } from "../dom.js";
import type { RecordTable } from "./records.js";

/** A list of flat objects as a table, with totals where columns can be added up. */
export function recordCard(title: string, { columns, rows }: RecordTable): HTMLElement {
  const cellClass = (column: number) => (columns[column]?.isNumeric ? "is-numeric" : "");
  const titles = columns.map(({ name }, i) => h("th", { scope: "col", class: cellClass(i) }, name));
  const body = rows.map((cells) =>
    h("tr", {}, ...cells.map((text, i) => h("td", { class: cellClass(i) }, text))),
  );
  const table = h(
    "table",
    { class: "records" },
    h("thead", {}, h("tr", {}, ...titles)),
    h("tbody", {}, ...body),
    hasTotals(columns) ? totals(columns) : null,
  );
  const region = { class: "scroll", tabindex: 0, role: "region", "aria-label": title };
  return h("div", { class: "card" }, h("h2", {}, title), h("div", region, table));
}

function hasTotals(columns: RecordTable["columns"]): boolean {
  return columns.some(({ total }) => total !== null);
}

function totals(columns: RecordTable["columns"]): HTMLElement {
  const cells = columns.map(({ total }, i) =>
    h("td", { class: total === null ? "" : "is-numeric" }, total ?? (i === 0 ? "total" : "")),
  );
  return h("tfoot", {}, h("tr", {}, ...cells));
}
