import type { XAxis } from "../address.js";
import type { ChartPoint } from "./curve-points.js";

/** What a chart draws. */
export interface ChartContent {
  series: Series[];
  /** Name of the metric on the y axis. */
  metric: string;
  axis: XAxis;
}

export interface Series {
  name: string;
  /** Decides colour and dash: see series-style.ts. */
  styleIndex: number;
  points: ChartPoint[];
}
