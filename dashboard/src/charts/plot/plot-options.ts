import type { ChartOptions } from "chart.js";
import type { Axis } from "./axis.js";
import type { PlotColours } from "./palette.js";
import type { Zoom } from "./zoom.js";

export interface PlotOptions {
  x: Axis;
  y: Axis;
  zoom: Zoom | null;
  colours: PlotColours;
  /** The axes were zoomed or moved by hand. */
  onZoom(): void;
  onClick(): void;
}

/** Chart.js's options of a plot: its axes, and how they are zoomed. */
export function plotOptions({
  x,
  y,
  zoom,
  colours,
  onZoom,
  onClick,
}: PlotOptions): ChartOptions<"scatter"> {
  return {
    animation: false,
    parsing: false,
    normalized: true,
    maintainAspectRatio: false,
    events: ["click"],
    onClick,
    layout: { padding: { top: 8, right: 12 } },
    scales: {
      x: scaleOptions(x, zoom?.x, colours),
      y: scaleOptions(y, zoom?.y, colours),
    },
    plugins: {
      tooltip: { enabled: false },
      legend: { display: false },
      zoom: {
        limits: { x: { min: x.min, max: x.max }, y: { min: y.min, max: y.max } },
        pan: { enabled: true, mode: "xy", modifierKey: "shift", onPanComplete: onZoom },
        zoom: {
          mode: "xy",
          drag: {
            enabled: true,
            threshold: DRAG_PX,
            backgroundColor: `${colours.accent}22`,
            borderColor: colours.accent,
            borderWidth: 1,
          },
          wheel: { enabled: true, modifierKey: "ctrl" }, // the wheel alone scrolls the page
          pinch: { enabled: true },
          onZoomComplete: onZoom,
        },
      },
    },
  };
}

const DRAG_PX = 6; // less is a click
const PX_A_TICK = { x: 84, y: 44 }; // what a label needs, with air around it
const AUTO_SKIP_PX = 6; // between two labels: closer ones are left out

type ScaleOptions = NonNullable<NonNullable<ChartOptions<"scatter">["scales"]>[string]>;

function scaleOptions(
  axis: Axis,
  zoom: [number, number] | undefined,
  { muted, grid }: PlotColours,
): ScaleOptions {
  return {
    type: axis.type,
    min: zoom?.[0] ?? axis.min,
    max: zoom?.[1] ?? axis.max,
    afterBuildTicks: (scale) => {
      const isAcross = scale.isHorizontal();
      const length = isAcross ? scale.maxWidth : scale.maxHeight;
      const most = Math.max(2, Math.floor(length / (isAcross ? PX_A_TICK.x : PX_A_TICK.y)));
      scale.ticks = axis.ticks(scale.min, scale.max, most);
    },
    title: { display: axis.title !== "", text: axis.title, color: muted, padding: 4 },
    ticks: {
      color: muted,
      maxRotation: 0,
      autoSkip: false,
      autoSkipPadding: AUTO_SKIP_PX,
      callback: (_value, index, ticks) => String(ticks[index]?.label ?? ""),
    },
    grid: { color: grid, tickColor: "transparent" },
    border: { display: false },
  };
}
