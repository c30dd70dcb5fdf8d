import { type ColumnColours, columnColours } from "../colour/column-colours.js";
import type { ChartContext } from "../context.js";
import type { Axis } from "../plot/axis.js";
import { plotColours } from "../plot/plot-colours.js";
import type { ChartState } from "../state/chart-state.js";
import { type Column, spansDecades } from "../table/column.js";
import { columnAxis } from "../table/column-axis.js";
import { fieldOptions, judgeField } from "../table/field-options.js";
import type { RunTable } from "../table/run-table.js";

/** The three fields of scatter plot and surface. */
export interface PlaneFields {
  x: string;
  y: string;
  colour: string;
}

/** As chosen, else what tells most: two parameters that vary by the metric that the sweep is judged by. */
export function planeFields({ columns, judge }: ChartContext, { plane }: ChartState): PlaneFields {
  const numeric = columns.parameters
    .filter(({ varies }) => varies)
    .sort((a, b) => b.distinct - a.distinct);
  const metric = judgeField(columns, judge) ?? "duration";
  const [first, second] = numeric;
  return {
    x: plane.x ?? first?.field ?? "number",
    y: plane.y ?? second?.field ?? metric,
    colour: plane.colour ?? metric,
  };
}

/** Is the axis of a field logarithmic: as chosen, else where that shows its numbers better? */
export function isLog({ scales }: ChartState, column: Column): boolean {
  const chosen = scales[column.field];
  return chosen === undefined ? spansDecades(column) : chosen === "log";
}

/** The state with the axis of a field switched. */
export function withScale(state: ChartState, field: string, log: boolean): ChartState {
  return { ...state, scales: { ...state.scales, [field]: log ? "log" : "linear" } };
}

/** The axis of a column, logarithmic where it should be. */
export function axisOf(state: ChartState, column: Column): Axis {
  return columnAxis(column, { log: isLog(state, column) });
}

/** Colours by a field of the table, in the present colour scheme. */
export function coloursOf(state: ChartState, table: RunTable, field: string): ColumnColours | null {
  const column = table.column(field);
  return column ? columnColours(column, plotColours(), { log: isLog(state, column) }) : null;
}

/** What tooltips tell of a run besides the axes. */
export function varyingFields(context: ChartContext): string[] {
  return fieldOptions(context.columns)
    .filter(({ group }) => group === "parameters")
    .slice(0, MOST_VARYING)
    .map(({ field }) => field);
}

const MOST_VARYING = 8; // a longer tooltip hides the chart that it explains
