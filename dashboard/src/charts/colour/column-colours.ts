import type { PlotColours } from "../plot/palette.js";
import type { Column } from "../table/column.js";
import { columnAxis, shareOn } from "../table/column-axis.js";
import { type Rgb, viridis } from "./viridis.js";

/** Colours by a column's values. */
export interface ColumnColours {
  /** Of the i-th run. */
  at(index: number): string;
  /** Of any value between the column's; null of categories, which have nothing between. */
  ofValue: ((value: number) => Rgb) | null;
  /** What explains them: the ends of a scale, or names. */
  legend: ScaleLegend | NamesLegend;
}

export interface ScaleLegend {
  kind: "scale";
  label: string;
  low: string;
  high: string;
  /** Colours from low to high, evenly spread. */
  stops: string[];
}

export interface NamesLegend {
  kind: "names";
  label: string;
  entries: { name: string; colour: string }[];
}

/** Numbers by viridis, categories by the series' colours; what has no value is grey. */
export function columnColours(
  column: Column,
  colours: PlotColours,
  { log }: { log: boolean },
): ColumnColours {
  return column.names ? byName(column, column.names, colours) : byScale(column, colours, log);
}

const STOPS = 12; // of the legend's gradient

function byScale(column: Column, colours: PlotColours, log: boolean): ColumnColours {
  const axis = tight(column, log);
  const rgbOf = (share: number) => viridis(visible(share, colours.isDark));
  const colourOf = (share: number) => `rgb(${rgbOf(share).join(" ")})`;
  return {
    ofValue: (value) => rgbOf(shareOn(axis, value)),
    at: (index) => {
      const share = shareOn(axis, column.values[index] ?? Number.NaN);
      return Number.isFinite(share) ? colourOf(share) : `${colours.muted}66`;
    },
    legend: {
      kind: "scale",
      label: column.label,
      low: axis.format(axis.min),
      high: axis.format(axis.max),
      stops: Array.from({ length: STOPS }, (_, i) => colourOf(i / (STOPS - 1))),
    },
  };
}

/** Ends at the extremes themselves: a colour scale needs no round numbers, and so uses all its colours. */
function tight(column: Column, log: boolean) {
  const axis = columnAxis(column, { log });
  const finite = column.values.filter(
    (value) => Number.isFinite(value) && (axis.type === "linear" || value > 0),
  );
  if (finite.length === 0) return axis;
  const min = finite.reduce((a, b) => Math.min(a, b));
  const max = finite.reduce((a, b) => Math.max(a, b));
  return min < max ? { ...axis, min, max } : axis;
}

/** Viridis without the end that the background swallows: its violet on dark, its yellow on light. */
function visible(share: number, isDark: boolean): number {
  return isDark ? 0.2 + 0.8 * share : 0.93 * share;
}

function byName(column: Column, names: readonly string[], colours: PlotColours): ColumnColours {
  const colourOf = (value: number) =>
    colours.series[value % colours.series.length] ?? colours.muted;
  return {
    ofValue: null,
    at: (index) => {
      const value = column.values[index] ?? Number.NaN;
      return Number.isNaN(value) ? `${colours.muted}66` : colourOf(value);
    },
    legend: {
      kind: "names",
      label: column.label,
      entries: names.map((name, index) => ({ name, colour: colourOf(index) })),
    },
  };
}
