/**
 * The table of a sweep's runs. It lives through updates: rows and their controls are kept, so that focus, selection of text and
 * scroll position stay where they are while runs train.
 */
import type { SweepItem } from "../../../src/api/sweeps.js";
import type { Sort } from "../address.js";
import { h, setText, show } from "../dom.js";
import { type Column, createColumns, SPECIAL_RANKS, sortRows } from "./columns.js";
import { RunTableRow } from "./run-table-row.js";
import type { SweepModel } from "./sweep-model.js";

export interface RunsTableOptions {
  sweep: SweepItem;
  model: SweepModel;
  sort: Sort | null;
  onSort(sort: Sort | null): void;
  /** The user ticked or unticked runs. */
  onSelect(ids: readonly string[], isSelected: boolean): void;
}

const SPECIAL_COLUMNS = [
  { key: "name", title: "run" },
  { key: "state", title: "state" },
  { key: "progress", title: "progress" },
];

export class RunsTable {
  readonly element: HTMLElement;
  readonly #options: RunsTableOptions;
  readonly #columns: Column[];
  readonly #rows: Map<string, RunTableRow>;
  readonly #body = h("tbody");
  readonly #all: HTMLInputElement;
  readonly #headers = new Map<string, HTMLTableCellElement>();
  #sort: Sort | null;

  constructor(options: RunsTableOptions) {
    const { sweep, model } = options;
    this.#options = options;
    this.#sort = options.sort;
    this.#columns = createColumns(sweep, model);
    this.#rows = new Map(model.ids.map((id, index) => [id, this.#createRow(id, index)]));
    this.#all = this.#createSelectAll();
    this.element = this.#createTable();
    this.update();
  }

  /** Brings all rows up to date with the model. */
  update(): void {
    const now = Date.now();
    for (const live of this.#options.model.rows) this.#rows.get(live.row.id)?.update(live, now);
    this.#arrange(now);
  }

  /** Counts the durations of running runs on. */
  tick(): void {
    const now = Date.now();
    for (const live of this.#options.model.rows) {
      if (live.row.state === "running") this.#rows.get(live.row.id)?.update(live, now);
    }
  }

  select(ids: readonly string[]): void {
    const selected = new Set(ids);
    for (const [id, row] of this.#rows) row.isSelected = selected.has(id);
    this.#all.checked = ids.length > 0 && ids.length === this.#rows.size;
    this.#all.indeterminate = ids.length > 0 && !this.#all.checked;
  }

  sort(sort: Sort | null): void {
    this.#sort = sort;
    this.#arrange(Date.now());
  }

  #createRow(id: string, index: number): RunTableRow {
    const onSelect = (isSelected: boolean) => this.#options.onSelect([id], isSelected);
    const live = this.#options.model.get(id);
    if (!live) throw new Error(`expected the model to have run ${id}, which it lists`);
    return new RunTableRow({ live, styleIndex: index, columns: this.#columns, onSelect });
  }

  #createSelectAll(): HTMLInputElement {
    const onchange = () => this.#options.onSelect(this.#options.model.ids, this.#all.checked);
    return h("input", { type: "checkbox", "aria-label": "draw all runs", onchange });
  }

  #createTable(): HTMLElement {
    const titles = [...SPECIAL_COLUMNS, ...this.#columns];
    const head = h("tr", {}, h("th", { scope: "col", class: "cell-tick" }, this.#all));
    for (const { key, title } of titles) head.append(this.#createHeader(key, title));
    const caption = h(
      "caption",
      { class: "visually-hidden" },
      `Runs of ${this.#options.sweep.name}`,
    );
    const table = h("table", { class: "runs" }, caption, h("thead", {}, head), this.#body);
    return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Runs" }, table);
  }

  #createHeader(key: string, title: string): HTMLTableCellElement {
    const onclick = () => this.#options.onSort(nextSort(this.#sort, key));
    const isNumeric = this.#columns.find((column) => column.key === key)?.isNumeric ?? false;
    const arrow = h("span", { class: "sort-arrow", "aria-hidden": "true" });
    const label = isNumeric ? [arrow, title] : [title, arrow];
    const button = h("button", { type: "button", class: "sort", onclick }, ...label);
    const header = h("th", { scope: "col", class: isNumeric ? "is-numeric" : "" }, button);
    this.#headers.set(key, header);
    return header;
  }

  /** Puts the rows in order; untouched where they are, because a moved row loses the focus. */
  #arrange(now: number): void {
    const ranks = [...SPECIAL_RANKS, ...this.#columns];
    const sorted = sortRows(this.#options.model.rows, this.#sort, ranks, now);
    const elements = sorted.flatMap(({ row }) => this.#rows.get(row.id)?.element ?? []);
    if (elements.some((element, i) => this.#body.children[i] !== element)) {
      const focused = document.activeElement;
      show(this.#body, ...elements);
      if (focused instanceof HTMLElement && this.#body.contains(focused)) focused.focus();
    }
    this.#markHeaders();
  }

  #markHeaders(): void {
    for (const [key, header] of this.#headers) {
      const isSorted = this.#sort?.column === key;
      const direction = this.#sort?.descending ? "descending" : "ascending";
      header.setAttribute("aria-sort", isSorted ? direction : "none");
      const arrow = header.querySelector(".sort-arrow");
      if (arrow) setText(arrow, isSorted ? (this.#sort?.descending ? "↓" : "↑") : "");
    }
  }
}

/** A click sorts by the column (numbers that are good when high: highest first), the next turns it, the third ends it. */
function nextSort(sort: Sort | null, column: string): Sort | null {
  const descendingFirst = column === "best";
  if (sort?.column !== column) return { column, descending: descendingFirst };
  return sort.descending === descendingFirst ? { column, descending: !descendingFirst } : null;
}
