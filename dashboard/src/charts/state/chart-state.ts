import type { XAxis } from "../../address.js";
import type { BandKind } from "../maths/band.js";
import type { Goal } from "../maths/pareto-front.js";
import type { Brush } from "../parallel/brush.js";
import type { Zoom } from "../plot/zoom.js";

/** The charts of a sweep's page, in the order of their tabs. */
export const PANELS = [
  "curves",
  "parallel",
  "scatter",
  "surface",
  "importance",
  "pareto",
  "best",
] as const;
export type Panel = (typeof PANELS)[number];

/** All that people choose of the charts; part of the page's address. Null: a choice of ours. */
export interface ChartState {
  /** Null: no chart is shown. */
  panel: Panel | null;
  curves: CurvesState;
  parallel: { axes: string[] | null; colour: string | null; brushes: Record<string, Brush> };
  /** Axes and colour of scatter plot and surface, as fields. */
  plane: { x: string | null; y: string | null; colour: string | null; zoom: Zoom | null };
  pareto: {
    x: string | null;
    y: string | null;
    goals: { x: Goal | null; y: Goal | null };
    zoom: Zoom | null;
  };
  /** What best-so-far is drawn over. */
  over: "time" | "runs";
  /** Of best-so-far. */
  bestZoom: Zoom | null;
  /** What importance and best-so-far are about. */
  metric: string | null;
  /** Fields whose axes were switched by hand. */
  scales: Record<string, "log" | "linear">;
}

export interface CurvesState {
  /** Null: the one that the sweep is judged by. */
  metrics: string[] | null;
  /** Null: epochs where there are any. */
  x: XAxis | null;
  /** Times count from the start of the first run, not from each one's own. */
  fromSweep: boolean;
  /** Weight of the moving average: 0 to below 1. */
  smoothing: number;
  logX: boolean;
  logY: boolean;
  /** Outliers do not count for the range of values. */
  robust: boolean;
  /** Groups as one line and a band each. Null: as the table is grouped, or not. */
  band: BandKind | "off" | null;
  /** How many runs are drawn where none is ticked. */
  most: number;
  zoom: Zoom | null;
}

export const DEFAULT_MOST = 20; // curves that can still be told apart
export const MOST_CHOICES = [10, 20, 50, 100, 200, 500] as const;
export const MOST_SMOOTHING = 0.99;

/** Everything left to us. */
export function defaultChartState(): ChartState {
  return {
    panel: "curves",
    curves: {
      metrics: null,
      x: null,
      fromSweep: false,
      smoothing: 0,
      logX: false,
      logY: false,
      robust: false,
      band: null,
      most: DEFAULT_MOST,
      zoom: null,
    },
    parallel: { axes: null, colour: null, brushes: {} },
    plane: { x: null, y: null, colour: null, zoom: null },
    pareto: { x: null, y: null, goals: { x: null, y: null }, zoom: null },
    over: "time",
    bestZoom: null,
    metric: null,
    scales: {},
  };
}
