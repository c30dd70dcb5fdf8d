import type { Curve } from "../../../src/api/curves.js";
import type { RunDetail, RunRow } from "../../../src/api/runs.js";
import { api, messageOf } from "../api-client.js";
import { bestAxis, curvePoints } from "../charts/curve-points.js";
import { LineChart } from "../charts/line-chart.js";
import { swatch } from "../charts/swatch.js";
import { notice } from "../components/notice.js";
import { h, show } from "../dom.js";
import { hasEnded } from "../has-ended.js";
import { groupMetrics, type MetricGroup } from "./metric-groups.js";
import type { RunSection } from "./run-section.js";

/** One small chart for each group of metrics. */
export class MetricCharts implements RunSection {
  readonly element: HTMLElement;
  readonly #runId: string;
  readonly #grid = h("div", { class: "chart-grid" });
  readonly #message = h("div");
  readonly #charts = new Map<string, GroupChart>();
  #shownCounts = "";

  constructor(runId: string) {
    this.#runId = runId;
    this.element = h(
      "section",
      { class: "card" },
      h("h2", {}, "Curves"),
      this.#message,
      this.#grid,
    );
  }

  update({ run, metrics }: RunDetail): void {
    const counts = JSON.stringify([run.attempt, metrics.map(({ name, count }) => [name, count])]);
    if (counts === this.#shownCounts) return;
    this.#shownCounts = counts;
    show(this.#message, metrics.length === 0 ? noCurves(run) : null);
    for (const group of groupMetrics(metrics.map(({ name }) => name))) void this.#draw(group);
  }

  dispose(): void {
    for (const chart of this.#charts.values()) chart.dispose();
  }

  async #draw(group: MetricGroup): Promise<void> {
    const chart = this.#charts.get(group.title) ?? this.#addChart(group.title);
    try {
      const lists = await Promise.all(group.metrics.map((name) => api.curves([this.#runId], name)));
      chart.update(group.metrics, lists.flat());
    } catch (error) {
      show(this.#message, notice({ title: messageOf(error), isError: true }));
    }
  }

  #addChart(title: string): GroupChart {
    const chart = new GroupChart(title);
    this.#charts.set(title, chart);
    this.#grid.append(chart.element);
    return chart;
  }
}

class GroupChart {
  readonly element: HTMLElement;
  readonly #title: string;
  readonly #chart = new LineChart();
  readonly #legend = h("p", { class: "small-legend" });

  constructor(title: string) {
    this.#title = title;
    const caption = h("figcaption", {}, h("h3", {}, title), this.#legend);
    this.element = h("figure", { class: "small-chart" }, caption, this.#chart.element);
  }

  /** One curve for each name. */
  update(names: readonly string[], curves: readonly Curve[]): void {
    const axis = bestAxis(curves);
    const series = curves.map((curve, i) => ({
      name: names[i] ?? "",
      styleIndex: i,
      points: curvePoints(curve, axis),
    }));
    this.#chart.update({ series, metric: this.#title, axis });
    show(this.#legend, ...series.flatMap(({ name, styleIndex }) => legendEntry(name, styleIndex)));
  }

  dispose(): void {
    this.#chart.dispose();
  }
}

function legendEntry(name: string, styleIndex: number): Node[] {
  return [swatch(styleIndex), h("span", {}, name)];
}

function noCurves(run: RunRow): HTMLElement {
  if (hasEnded(run)) return notice({ title: "No curves", body: ["It logged no metric."] });
  const body = run.state === "queued" ? "It waits for its turn." : "It has logged no metric yet.";
  return notice({ title: "No curves yet", body: [body] });
}
