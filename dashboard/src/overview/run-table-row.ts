import { formatAddress } from "../address.js";
import { swatch } from "../charts/swatch.js";
import { ProgressBar } from "../components/progress-bar.js";
import { championBadge, stateChip } from "../components/state-chip.js";
import { h, setText, show } from "../dom.js";
import type { Column } from "./columns.js";
import type { LiveRow } from "./sweep-model.js";

export interface RunTableRowOptions {
  live: LiveRow;
  /** Which colour its curve has. */
  styleIndex: number;
  columns: readonly Column[];
  onSelect(isSelected: boolean): void;
}

/** One run in the table, brought up to date in place. */
export class RunTableRow {
  readonly element: HTMLTableRowElement;
  readonly #columns: readonly Column[];
  readonly #cells: HTMLTableCellElement[];
  readonly #tick: HTMLInputElement;
  readonly #state = h("td");
  readonly #badges = h("span", { class: "badges" });
  readonly #outcome = h("span", { class: "row-outcome" });
  readonly #progress: ProgressBar;
  #shownState = "";

  constructor({ live, styleIndex, columns, onSelect }: RunTableRowOptions) {
    const { row } = live;
    this.#columns = columns;
    this.#cells = columns.map(({ isNumeric }) => h("td", { class: isNumeric ? "is-numeric" : "" }));
    this.#tick = h("input", {
      type: "checkbox",
      "aria-label": `draw ${row.name}`,
      onchange: () => onSelect(this.#tick.checked),
    });
    this.#progress = new ProgressBar(row);
    this.element = h(
      "tr",
      { "data-run": row.id },
      h(
        "td",
        { class: "cell-tick" },
        h("label", { class: "tick" }, this.#tick, swatch(styleIndex)),
      ),
      this.#createName(live),
      this.#state,
      h("td", {}, this.#progress.element),
      ...this.#cells,
    );
  }

  set isSelected(isSelected: boolean) {
    this.#tick.checked = isSelected;
    this.element.classList.toggle("is-selected", isSelected);
  }

  update(live: LiveRow, now: number): void {
    this.#columns.forEach((column, i) => {
      const cell = this.#cells[i];
      if (cell) setText(cell, column.text(live, now));
    });
    this.#progress.update(live.row);
    this.#updateState(live);
  }

  #createName({ row }: LiveRow): HTMLTableCellElement {
    const href = formatAddress({ view: "run", id: row.id });
    const id = h("span", { class: "run-id" }, row.id);
    const link = h("a", { href }, row.name);
    const small = h("span", { class: "cell-small" }, id, this.#badges, this.#outcome);
    return h("th", { scope: "row", class: "cell-name" }, link, small);
  }

  #updateState({ row }: LiveRow): void {
    const shown = `${row.state} ${row.champion} ${row.outcome?.text ?? ""}`;
    if (shown === this.#shownState) return;
    this.#shownState = shown;
    show(this.#state, stateChip(row.state));
    const isTelling = row.outcome !== null && row.outcome.type !== "finished";
    setText(this.#outcome, isTelling ? (row.outcome?.text ?? "") : "");
    show(this.#badges, row.champion ? championBadge() : null);
  }
}
