import {
  Chart,
  type ChartDataset,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { formatMetric } from "../format.js";
import type { ChartContent, Series } from "./chart-content.js";
import { chartOptions } from "./chart-options.js";
import { lineColour } from "./css-colour.js";
import type { ChartPoint } from "./curve-points.js";
import { namePicture } from "./name-picture.js";
import { registerNearestPerSeries } from "./nearest-per-series.js";
import { seriesStyle } from "./series-style.js";

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);
registerNearestPerSeries();
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

const DOTS_UP_TO = 40; // points of a series; with more, the line is enough

/** Curves over one x axis: follows the colour scheme, and says in words what it draws. */
export class LineChart {
  readonly element = document.createElement("div");
  readonly #chart: Chart<"line", ChartPoint[]>;
  readonly #description = document.createElement("p");
  readonly #canvas = document.createElement("canvas");
  readonly #darkScheme = matchMedia("(prefers-color-scheme: dark)");
  #content: ChartContent | null = null;

  constructor() {
    this.element.className = "chart";
    this.#description.className = "visually-hidden";
    this.element.append(this.#canvas, this.#description);
    const options = { animation: false, maintainAspectRatio: false } as const; // it is sized before it has content
    this.#chart = new Chart(this.#canvas, { type: "line", data: { datasets: [] }, options });
    this.#darkScheme.addEventListener("change", this.#repaint);
  }

  update(content: ChartContent): void {
    this.#content = content;
    this.#chart.data.datasets = content.series.map(toDataset);
    this.#chart.options = chartOptions(content);
    this.#chart.update("none");
    namePicture(this.#canvas, `${content.metric} over ${content.axis}`);
    this.#description.textContent = describe(content);
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
  const colour = lineColour(series.styleIndex);
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
    clip: 5, // px: dots on the edge are drawn whole
  };
}

/** The chart for those who cannot see it. */
function describe({ series, metric }: ChartContent): string {
  const sentences = series.map(({ name, points }) => {
    const last = points.at(-1);
    const count = `${points.length} point${points.length === 1 ? "" : "s"}`;
    return last
      ? `${name}: ${count}, last ${formatMetric(metric, last.y)}.`
      : `${name}: no points.`;
  });
  return sentences.join(" ");
}
