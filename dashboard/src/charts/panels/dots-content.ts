import { formatMetric, formatValue } from "../../format.js";
import type { ColumnColours } from "../colour/column-colours.js";
import type { DataTable } from "../export/csv.js";
import type { Axis } from "../plot/axis.js";
import type { HitTest, Layer, TooltipRow } from "../plot/painter.js";
import type { PlotContent } from "../plot/plot.js";
import type { Zoom } from "../plot/zoom.js";
import { type Dot, dotsLayer, emphasisedDot, nearestDot } from "../scatter/dots-layer.js";
import { jitter } from "../scatter/jitter.js";
import { type Column, textAt } from "../table/column.js";
import type { RunTable } from "../table/run-table.js";

export interface DotsOptions {
  table: RunTable;
  x: Column;
  y: Column;
  axes: { x: Axis; y: Axis };
  /** Colours by a column; null: `plain` for all. */
  colours: ColumnColours | null;
  plain: string;
  isFaint?(index: number): boolean;
}

/** A dot for each run that has both values; categories are spread so that dots do not hide each other. */
export function dotsOf({ table, x, y, axes, colours, plain, isFaint }: DotsOptions): Dot[] {
  return table.ids.flatMap((id, index) => {
    const place = { x: spread(x, index, id, 0), y: spread(y, index, id, 1) };
    if (!hasPlace(axes.x, place.x) || !hasPlace(axes.y, place.y)) return [];
    return [
      { index, ...place, colour: colours?.at(index) ?? plain, isFaint: isFaint?.(index) ?? false },
    ];
  });
}

export interface DotsContentOptions {
  table: RunTable;
  dots: readonly Dot[];
  axes: { x: Axis; y: Axis };
  zoom: Zoom | null;
  /** Below the dots. */
  below?: readonly Layer[];
  /** Fields that the tooltip tells of a run, and what it tells besides. */
  told: readonly string[];
  moreOf(run: string): TooltipRow[];
}

export function dotsContent({
  table,
  dots,
  axes,
  zoom,
  below = [],
  told,
  moreOf,
}: DotsContentOptions): PlotContent {
  return {
    label: `${axes.y.title} against ${axes.x.title} of ${dots.length} ${dots.length === 1 ? "run" : "runs"}`,
    ...axes,
    zoom,
    layers: [...below, dotsLayer(dots)],
    hitTest: hitTest({ table, dots, told, moreOf }),
    emphasis: null,
  };
}

/** What is told of one run, in the order of `told`. */
export function toldRows(table: RunTable, index: number, told: readonly string[]): TooltipRow[] {
  return [...new Set(told)].flatMap((field) => {
    const value =
      field === "duration" ? (table.column(field)?.values[index] ?? null) : table.raw(field, index);
    if (value === null) return [];
    return [
      {
        colour: null,
        name: field,
        value: typeof value === "number" ? formatMetric(field, value) : formatValue(value),
      },
    ];
  });
}

/** A row for each dot, with the values of these columns. */
export function dotsTable(
  table: RunTable,
  dots: readonly Dot[],
  columns: readonly Column[],
): DataTable {
  return {
    columns: ["run", "name", ...columns.map(({ label }) => label)],
    rows: dots.map(({ index }) => [
      table.ids[index] ?? "",
      table.names[index] ?? "",
      ...columns.map((column) =>
        column.names ? textAt(column, index) : (column.values[index] ?? null),
      ),
    ]),
  };
}

/** Draws one run's dot above all others; null where it has none. */
export function dotEmphasis(
  table: RunTable,
  dots: readonly Dot[],
  run: string | null,
): Layer | null {
  if (run === null) return null;
  const dot = dots.find(({ index }) => table.ids[index] === run);
  return dot ? emphasisedDot(dot) : null;
}

function hitTest({
  table,
  dots,
  told,
  moreOf,
}: Pick<DotsContentOptions, "table" | "dots" | "told" | "moreOf">): HitTest {
  return (painter, pointer) => {
    const dot = nearestDot(dots, painter, pointer);
    if (!dot) return null;
    const run = table.ids[dot.index] ?? "";
    return {
      run,
      at: { x: painter.x(dot.x), y: painter.y(dot.y) },
      draw: emphasisedDot(dot),
      tooltip: {
        title: table.names[dot.index] ?? "",
        rows: [...toldRows(table, dot.index, told), ...moreOf(run)],
      },
    };
  };
}

function spread({ values, names }: Column, index: number, id: string, salt: number): number {
  const value = values[index] ?? Number.NaN;
  return names ? value + jitter(`${id}${salt}`) : value;
}

function hasPlace({ type }: Axis, value: number): boolean {
  return Number.isFinite(value) && (type === "linear" || value > 0);
}
