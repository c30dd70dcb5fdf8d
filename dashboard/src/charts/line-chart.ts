import {
  Chart,
  type ChartDataset,
  type ChartOptions,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { h, setText } from "../dom.js";
import type { ChartPoint } from "./curve-points.js";
import { registerNearestPerSeries } from "./nearest-per-series.js";
import { seriesStyle } from "./series-style.js";

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);
registerNearestPerSeries();
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

export interface Series {
  name: string;
  /** Decides colour and dash: see series-style.ts. */
  styleIndex: number;
  points: ChartPoint[];
}

export interface ChartContent {
  series: Series[];
  xTitle: string;
  /** Name of the metric on the y axis. */
  yTitle: string;
  formatX(value: number): string;
  formatY(value: number): string;
}

const DOTS_UP_TO = 40; // points of a series; with more, the line is enough

/** Curves over one x axis: follows the colour scheme, and says in words what it draws. */
export class LineChart {
  readonly element: HTMLElement;
  readonly #chart: Chart<"line", ChartPoint[]>;
  readonly #description = h("p", { class: "visually-hidden" });
  readonly #canvas = h("canvas", { role: "img" });
  readonly #darkScheme = matchMedia("(prefers-color-scheme: dark)");
  #content: ChartContent | null = null;

  constructor() {
    this.element = h("div", { class: "chart" }, this.#canvas, this.#description);
    const options = { animation: false, maintainAspectRatio: false } as const; // it is sized before it has content
    this.#chart = new Chart(this.#canvas, { type: "line", data: { datasets: [] }, options });
    this.#darkScheme.addEventListener("change", this.#repaint);
  }

  update(content: ChartContent): void {
    this.#content = content;
    this.#chart.data.datasets = content.series.map(toDataset);
    this.#chart.options = chartOptions(content);
    this.#chart.update("none");
    this.#canvas.setAttribute("aria-label", `${content.yTitle} over ${content.xTitle}`);
    setText(this.#description, describe(content));
  }

  /** Draws one series strongly and the others faintly; null: all alike. */
  highlight(index: number | null): void {
    this.#chart.data.datasets.forEach((dataset, i) => {
      const isFaint = index !== null && i !== index;
      dataset.borderColor = lineColour(this.#content?.series[i]?.styleIndex ?? 0, isFaint);
      dataset.borderWidth = i === index ? 3 : LINE_WIDTH;
    });
    this.#chart.update("none");
  }

  dispose(): void {
    this.#darkScheme.removeEventListener("change", this.#repaint);
    this.#chart.destroy();
  }

  readonly #repaint = () => {
    if (this.#content) this.update(this.#content);
  };
}

const LINE_WIDTH = 1.75; // px: thin enough to tell a dozen apart

function toDataset(series: Series): ChartDataset<"line", ChartPoint[]> {
  const colour = lineColour(series.styleIndex, false);
  return {
    label: series.name,
    data: series.points,
    borderColor: colour,
    backgroundColor: colour,
    borderDash: seriesStyle(series.styleIndex).dash,
    borderWidth: LINE_WIDTH,
    borderJoinStyle: "round",
    pointRadius: series.points.length <= DOTS_UP_TO ? 2.5 : 0,
    pointHoverRadius: 4,
    pointBorderWidth: 0,
  };
}

function chartOptions(content: ChartContent): ChartOptions<"line"> {
  const ink = cssColour("--muted");
  const axis = (title: string, format: (value: number) => string) => ({
    title: { display: true, text: title, color: ink },
    ticks: {
      color: ink,
      maxRotation: 0,
      callback: (tick: string | number) => format(Number(tick)),
    },
    grid: { color: cssColour("--grid"), tickColor: "transparent" },
    border: { display: false },
  });
  const xAxis = axis(content.xTitle, content.formatX);
  return {
    animation: false,
    parsing: false,
    normalized: true,
    maintainAspectRatio: false,
    interaction: { mode: "nearestPerSeries", intersect: false },
    scales: {
      x: { type: "linear", ...xAxis, ticks: { ...xAxis.ticks, precision: 0 } },
      y: { type: "linear", grace: "4%", ...axis(content.yTitle, content.formatY) },
    },
    plugins: { tooltip: tooltip(content) },
  };
}

const TOOLTIP_LINES = 12; // more than this hides the chart that it explains

function tooltip(content: ChartContent): NonNullable<ChartOptions<"line">["plugins"]>["tooltip"] {
  return {
    backgroundColor: cssColour("--tooltip"),
    titleColor: cssColour("--tooltip-ink"),
    bodyColor: cssColour("--tooltip-ink"),
    boxPadding: 4,
    filter: (_item, index) => index < TOOLTIP_LINES,
    callbacks: {
      title: ([first]) =>
        first ? `${content.xTitle} ${content.formatX(first.parsed.x ?? 0)}` : "",
      label: ({ dataset, parsed }) => `${content.formatY(parsed.y ?? 0)}  ${dataset.label ?? ""}`,
    },
  };
}

function lineColour(styleIndex: number, isFaint: boolean): string {
  const colour = cssColour(seriesStyle(styleIndex).variable);
  return isFaint ? `${colour}40` : colour; // a quarter of its strength, for colours written as #rrggbb
}

function cssColour(variable: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}

/** The chart for those who cannot see it. */
function describe({ series, formatY }: ChartContent): string {
  const sentences = series.map(({ name, points }) => {
    const last = points.at(-1);
    const count = `${points.length} point${points.length === 1 ? "" : "s"}`;
    return last ? `${name}: ${count}, last ${formatY(last.y)}.` : `${name}: no points.`;
  });
  return sentences.join(" ");
}
