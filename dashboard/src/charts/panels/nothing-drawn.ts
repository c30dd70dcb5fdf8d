import type { Axis } from "../plot/axis.js";
import type { PlotContent } from "../plot/plot.js";

const BARE: Axis = { title: "", type: "linear", min: 0, max: 1, ticks: () => [], format: String };

/** A plot before there is anything to draw. */
export const NOTHING_DRAWN: PlotContent = {
  label: "nothing is drawn yet",
  x: BARE,
  y: BARE,
  zoom: null,
  layers: [],
  hitTest: () => null,
  emphasis: null,
};
