import type { RunRow } from "../../../src/api/runs.js";
import type { SweepItem } from "../../../src/api/sweeps.js";
import type { OverviewPage } from "../address.js";
import { h, setText } from "../dom.js";
import { plural } from "../format.js";
import { throttle } from "../throttle.js";
import { AxisPicker, Picker } from "./controls.js";
import { CurvesPanel, type CurvesSelection } from "./curves-panel.js";
import { RunsTable } from "./runs-table.js";
import { defaultSelection } from "./selection.js";
import { SweepHeader } from "./sweep-header.js";
import { metricNames, type SweepModel } from "./sweep-model.js";

export interface SweepPanelOptions {
  sweep: SweepItem;
  model: SweepModel;
  page: OverviewPage;
  /** The user chose something that belongs into the address. */
  onChange(page: OverviewPage): void;
}

const TICK_MS = 1000; // durations are shown in seconds
const REFRESH_MS = 250; // runs that train at once report at once: they are shown together

/** Header, curves and table of one sweep; the page (address) decides what is selected, all else is the model. */
export class SweepPanel {
  readonly element: HTMLElement;
  readonly #options: SweepPanelOptions;
  readonly #header: SweepHeader;
  readonly #curves: CurvesPanel;
  readonly #table: RunsTable;
  readonly #metric: Picker;
  readonly #axis: AxisPicker;
  readonly #drawnCount = h("span", { class: "drawn-count" });
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #refresh = throttle(() => this.#update(), REFRESH_MS);
  #page: OverviewPage;
  #drawn = "";

  constructor(options: SweepPanelOptions) {
    const { sweep, model, page } = options;
    this.#options = options;
    this.#page = page;
    this.#header = new SweepHeader(sweep);
    this.#axis = new AxisPicker((x) => this.#change({ x }));
    this.#metric = this.#createMetricPicker();
    this.#curves = new CurvesPanel({
      model,
      selection: this.#selection,
      onAxis: (axis) => this.#axis.set(axis),
    });
    this.#table = this.#createTable();
    this.element = h("div", {}, this.#header.element, this.#curvesSection(), this.#runsSection());
    this.#timer = setInterval(() => this.#table.tick(), TICK_MS);
    this.#update();
  }

  show(page: OverviewPage): void {
    this.#page = page;
    this.#table.sort(page.sort);
    this.#update();
  }

  /** @returns false when the run is new to the sweep. */
  apply(run: RunRow): boolean {
    if (!this.#options.model.apply(run, Date.now())) return false;
    this.#curves.touch(run.id);
    this.#refresh();
    return true;
  }

  setChampion(runId: string | null): void {
    this.#options.model.setChampion(runId);
    this.#update();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#refresh.cancel();
    this.#curves.dispose();
  }

  get #selection(): CurvesSelection {
    const { sweep, model } = this.#options;
    const { metric, x, runs } = this.#page;
    const chosen = new Set(runs ?? defaultSelection(model.rows));
    const drawn = model.ids.filter((id) => chosen.has(id));
    return { metric: metric ?? sweep.metric.name, x, runs: drawn };
  }

  #change(part: Partial<OverviewPage>): void {
    const page = { ...this.#page, sweep: this.#options.sweep.name, ...part };
    this.#options.onChange(page);
    this.show(page);
  }

  #update(): void {
    const { sweep, model } = this.#options;
    const selection = this.#selection;
    const { metric, runs } = selection;
    this.#select(selection);
    setText(this.#drawnCount, `${runs.length} of ${plural(model.ids.length, "run")}`);
    this.#header.update(model);
    this.#metric.set(metricNames(model.rows, [sweep.metric.name, metric]), metric);
    this.#table.update();
    this.#table.select(runs);
  }

  /** Draws other curves, where these are others. */
  #select(selection: CurvesSelection): void {
    const drawn = JSON.stringify(selection);
    if (drawn !== this.#drawn) this.#curves.select(selection);
    this.#drawn = drawn;
  }

  #selectRuns(ids: readonly string[], isSelected: boolean): void {
    const others = this.#selection.runs.filter((id) => !ids.includes(id));
    this.#change({ runs: isSelected ? [...others, ...ids] : others });
  }

  #createMetricPicker(): Picker {
    const { metric } = this.#selection;
    const onPick = (name: string) => this.#change({ metric: name });
    return new Picker({ label: "Metric", values: [metric], value: metric, onPick });
  }

  #createTable(): RunsTable {
    const { sweep, model, page } = this.#options;
    return new RunsTable({
      sweep,
      model,
      sort: page.sort,
      onSort: (sort) => this.#change({ sort }),
      onSelect: (ids, isSelected) => this.#selectRuns(ids, isSelected),
    });
  }

  #curvesSection(): HTMLElement {
    const controls = h("div", { class: "controls" }, this.#metric.element, this.#axis.element);
    const title = h("h2", {}, "Learning curves", this.#drawnCount);
    const head = h("div", { class: "section-head" }, title, controls);
    return h("section", { class: "card" }, head, this.#curves.element);
  }

  #runsSection(): HTMLElement {
    return h("section", { class: "card" }, h("h2", {}, "Runs"), this.#table.element);
  }
}
