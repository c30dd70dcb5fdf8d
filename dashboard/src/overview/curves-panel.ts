/**
 * The overlaid curves of the selected runs. Curves are kept per metric; those of runs that changed are read again, at most
 * twice a second. An answer that came too late (another metric or selection was chosen meanwhile) is dropped.
 */
import type { Curve } from "../../../src/api/curves.js";
import type { XAxis } from "../address.js";
import { api, messageOf } from "../api-client.js";
import type { Series } from "../charts/chart-content.js";
import { bestAxis, curvePoints } from "../charts/curve-points.js";
import { LineChart } from "../charts/line-chart.js";
import { swatch } from "../charts/swatch.js";
import { notice } from "../components/notice.js";
import { h, show } from "../dom.js";
import { formatMetric } from "../format.js";
import { hasEnded } from "../has-ended.js";
import { throttle } from "../throttle.js";
import { DEFAULT_CURVES } from "./selection.js";
import type { SweepModel } from "./sweep-model.js";

export interface CurvesSelection {
  metric: string;
  /** Null: epochs where there are any. */
  x: XAxis | null;
  runs: readonly string[];
}

export interface CurvesPanelOptions {
  model: SweepModel;
  selection: CurvesSelection;
  /** Told what the curves are drawn over, where the selection leaves it open. */
  onAxis(axis: XAxis): void;
}

const RELOAD_MS = 500; // a chart that is drawn more often only costs power

export class CurvesPanel {
  readonly element: HTMLElement;
  readonly #model: SweepModel;
  readonly #onAxis: (axis: XAxis) => void;
  readonly #chart = new LineChart();
  readonly #legend = h("ul", { class: "legend", tabindex: 0, "aria-label": "Runs in the chart" });
  readonly #overlay = h("div", { class: "chart-overlay" });
  readonly #curves = new Map<string, Curve>();
  readonly #stale = new Set<string>();
  readonly #reload = throttle(() => void this.#load(), RELOAD_MS);
  #selection: CurvesSelection;

  constructor({ model, selection, onAxis }: CurvesPanelOptions) {
    this.#model = model;
    this.#selection = selection;
    this.#onAxis = onAxis;
    const frame = h("div", { class: "chart-frame" }, this.#chart.element, this.#overlay);
    this.element = h("div", {}, frame, this.#legend);
    show(this.#legend, ...this.#placeholders(0));
    this.#say(notice({ title: "Loading curves…" }));
  }

  select(selection: CurvesSelection): void {
    if (selection.metric !== this.#selection.metric) this.#curves.clear();
    this.#selection = selection;
    void this.#load();
  }

  /** The run has new values. */
  touch(runId: string): void {
    this.#stale.add(runId);
    if (this.#selection.runs.includes(runId)) this.#reload();
  }

  dispose(): void {
    this.#reload.cancel();
    this.#chart.dispose();
  }

  async #load(): Promise<void> {
    const { metric, runs } = this.#selection;
    const wanted = runs.filter((id) => !this.#curves.has(id) || this.#stale.has(id));
    for (const id of wanted) this.#stale.delete(id);
    try {
      const curves = await api.curves(wanted, metric);
      if (metric !== this.#selection.metric) return;
      for (const curve of curves) this.#curves.set(curve.run, curve);
      this.#draw();
    } catch (error) {
      for (const id of wanted) this.#stale.add(id);
      this.#say(notice({ title: messageOf(error), isError: true }));
    }
  }

  #draw(): void {
    const { metric, x, runs } = this.#selection;
    const curves = runs.flatMap((id) => this.#curves.get(id) ?? []);
    const axis = x ?? bestAxis(curves);
    this.#onAxis(axis);
    const series = curves.map((curve) => this.#toSeries(curve, axis));
    this.#chart.update({ series, metric, axis });
    const entries = series.map((each, i) => this.#legendItem(each, i));
    show(this.#legend, ...entries, ...this.#placeholders(entries.length));
    this.#say(this.#emptiness(series));
  }

  #toSeries(curve: Curve, axis: XAxis): Series {
    const name = this.#model.get(curve.run)?.row.name ?? curve.run;
    const styleIndex = this.#model.ids.indexOf(curve.run);
    return { name, styleIndex, points: curvePoints(curve, axis) };
  }

  /** Room for the runs that will be drawn when they begin: what is below the legend stays where it is. */
  #placeholders(present: number): HTMLElement[] {
    const expected = Math.min(DEFAULT_CURVES, this.#model.ids.length);
    return Array.from({ length: Math.max(0, expected - present) }, () =>
      h("li", { class: "is-placeholder", "aria-hidden": "true" }),
    );
  }

  #legendItem({ name, styleIndex, points }: Series, index: number): HTMLElement {
    const last = formatMetric(this.#selection.metric, points.at(-1)?.y ?? null);
    return h(
      "li",
      {
        onmouseenter: () => this.#chart.highlight(index),
        onmouseleave: () => this.#chart.highlight(null),
      },
      swatch(styleIndex),
      h("span", { class: "legend-name", title: name }, name),
      h("span", { class: "legend-value" }, last),
    );
  }

  #emptiness(series: readonly Series[]): HTMLElement | null {
    const { metric, runs, x } = this.#selection;
    if (runs.length === 0) return nothingSelected(this.#model);
    if (series.some(({ points }) => points.length > 0)) return null;
    const values = x === "epoch" ? `values of ${metric} with an epoch` : `values of ${metric}`;
    const isOver = this.#model.rows.every(({ row }) => !runs.includes(row.id) || hasEnded(row));
    if (isOver) return notice({ title: `No ${values}`, body: ["These runs logged none."] });
    return notice({
      title: `No ${values} yet`,
      body: ["They appear here as soon as a run logs them."],
    });
  }

  #say(message: HTMLElement | null): void {
    show(this.#overlay, message);
  }
}

function nothingSelected({ rows }: SweepModel): HTMLElement {
  const hasBegun = rows.some(({ row }) => row.startedAt !== null);
  return hasBegun
    ? notice({
        title: "No run is selected",
        body: ["Tick runs in the table to compare their curves."],
      })
    : notice({ title: "No run has begun yet", body: ["Curves appear here as soon as one logs."] });
}
