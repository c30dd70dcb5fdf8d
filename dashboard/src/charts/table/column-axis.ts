import type { Axis } from "../plot/axis.js";
import { categoryAxis } from "../plot/category-axis.js";
import { valueAxis } from "../plot/value-axis.js";
import type { Column } from "./column.js";

/** The axis that all values of a column lie on. */
export function columnAxis(column: Column, { log }: { log: boolean }): Axis {
  if (column.names) return categoryAxis(column.label, column.names);
  return valueAxis({ name: column.label, values: [...column.values], log });
}

/** Where a value lies between the axis' ends: 0 at `min`, 1 at `max`; NaN where it has no place (0 on a logarithmic axis). */
export function shareOn({ type, min, max }: Axis, value: number): number {
  if (type === "linear") return (value - min) / (max - min);
  return value > 0 ? Math.log(value / min) / Math.log(max / min) : Number.NaN;
}

/** The value at a share of the axis. */
export function valueOn({ type, min, max }: Axis, share: number): number {
  return type === "linear" ? min + share * (max - min) : min * (max / min) ** share;
}
