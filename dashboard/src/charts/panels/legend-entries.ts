import type { NamesLegend, ScaleLegend } from "../colour/column-colours.js";
import type { LegendEntry } from "../export/picture.js";

/** A legend of colours for a picture: of a scale its two ends and what lies evenly between. */
export function legendEntries(legend: ScaleLegend | NamesLegend | null): LegendEntry[] {
  if (!legend) return [];
  if (legend.kind === "names") return legend.entries;
  const { label, low, high, stops } = legend;
  const last = stops.length - 1;
  return stops.map((colour, i) => ({
    colour,
    name: i === 0 ? `${label} ${low}` : i === last ? high : "",
  }));
}
