import type { ChartOptions } from "chart.js";
import type { XAxis } from "../address.js";
import type { AxisScale } from "./axis-scale.js";
import type { ChartContent } from "./chart-content.js";
import { cssColour } from "./css-colour.js";
import { tooltipLine, tooltipTitle } from "./tooltip-text.js";
import { valueScale } from "./value-scale.js";
import { X_AXIS, xScale } from "./x-axis.js";

/** Axes, tooltip and colours for this content, in the present colour scheme. */
export function chartOptions({ series, metric, axis }: ChartContent): ChartOptions<"line"> {
  const points = series.flatMap((each) => each.points);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return {
    animation: false,
    parsing: false,
    normalized: true,
    maintainAspectRatio: false,
    interaction: { mode: "nearestPerSeries", intersect: false },
    scales: {
      x: scaleOptions(X_AXIS[axis].title, xScale(axis, xs)),
      y: scaleOptions(metric, valueScale(metric, ys)),
    },
    plugins: { tooltip: tooltip(metric, axis) },
  };
}

const AUTO_SKIP_PX = 6; // between two ticks: closer ones are left out

type LinearOptions = NonNullable<NonNullable<ChartOptions<"line">["scales"]>[string]>;

function scaleOptions(title: string, { min, max, ticks, format }: AxisScale): LinearOptions {
  const ink = cssColour("--muted");
  return {
    type: "linear",
    min,
    max,
    afterBuildTicks: (scale) => {
      scale.ticks = ticks.map((value) => ({ value }));
    },
    title: { display: true, text: title, color: ink },
    ticks: {
      color: ink,
      maxRotation: 0,
      autoSkipPadding: AUTO_SKIP_PX,
      callback: (tick) => format(Number(tick)),
    },
    grid: { color: cssColour("--grid"), tickColor: "transparent" },
    border: { display: false },
  };
}

type TooltipOptions = NonNullable<ChartOptions<"line">["plugins"]>["tooltip"];

/** Where the pointer is, and of each curve there its value and name, in the order in which they lie. */
function tooltip(metric: string, axis: XAxis): TooltipOptions {
  return {
    backgroundColor: cssColour("--tooltip"),
    titleColor: cssColour("--tooltip-ink"),
    bodyColor: cssColour("--tooltip-ink"),
    boxPadding: 4,
    itemSort: (a, b) => (b.parsed.y ?? 0) - (a.parsed.y ?? 0),
    callbacks: {
      title: (items) =>
        tooltipTitle(
          axis,
          items.map(({ parsed }) => parsed.x ?? 0),
        ),
      label: ({ dataset, parsed }) => tooltipLine(metric, parsed.y ?? 0, dataset.label ?? ""),
    },
  };
}
