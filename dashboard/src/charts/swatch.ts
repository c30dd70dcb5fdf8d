import { svg } from "../dom.js";
import { type SeriesStyle, seriesStyle } from "./series-style.js";

/** A short piece of the line of the n-th series, as it is drawn in the chart. */
export function swatch(index: number): SVGElement {
  return swatchOf(seriesStyle(index));
}

function swatchOf({ variable, dash }: SeriesStyle): SVGElement {
  const line = svg("line", { x1: 1, y1: 5, x2: 23, y2: 5, "stroke-dasharray": dash.join(" ") });
  line.style.stroke = `var(${variable})`;
  return svg("svg", { class: "swatch", viewBox: "0 0 24 10", "aria-hidden": "true" }, line);
}
