import type { JsonValue } from "../../../../src/api/runs.js";
import type { Axis } from "../plot/axis.js";
import type { Column } from "../table/column.js";
import { shareOn, valueOn } from "../table/column-axis.js";

/** What is kept of an axis: values from one to another, or categories by name. */
export type Brush = { low: number; high: number } | { names: string[] };

/** As shares of the axis' length, 0 at its lower end. */
export type Span = readonly [number, number];

/** Does a value lie within the brush? What has no value does not. */
export function isWithin(brush: Brush, column: Column, index: number): boolean {
  const value = column.values[index] ?? Number.NaN;
  if ("names" in brush)
    return column.names !== null && brush.names.includes(column.names[value] ?? "");
  return column.names === null && value >= brush.low && value <= brush.high;
}

/** Which runs every brush keeps: 1, else 0. */
export function keptBy(
  columns: readonly Column[],
  brushes: Readonly<Record<string, Brush>>,
  count: number,
): Uint8Array {
  const kept = new Uint8Array(count).fill(1);
  for (const column of columns) {
    const brush = brushes[column.field];
    if (!brush) continue;
    for (let i = 0; i < count; i++) if (!isWithin(brush, column, i)) kept[i] = 0;
  }
  return kept;
}

/** The brush of a span that was drawn on an axis; null where it holds no category. */
export function brushOf(span: Span, column: Column, axis: Axis): Brush | null {
  const [low, high] = [valueOn(axis, Math.min(...span)), valueOn(axis, Math.max(...span))];
  if (column.names === null) return { low: rounded(low), high: rounded(high) };
  const names = column.names.filter((_, i) => i >= low && i <= high);
  return names.length > 0 ? { names } : null;
}

/** Where the brush lies on the axis. */
export function spanOf(brush: Brush, column: Column, axis: Axis): Span {
  if (!("names" in brush))
    return [clamp(shareOn(axis, brush.low)), clamp(shareOn(axis, brush.high))];
  const places = brush.names.map((name) => column.names?.indexOf(name) ?? -1).filter((i) => i >= 0);
  if (places.length === 0) return [0, 0];
  const half = CATEGORY_REACH;
  return [
    clamp(shareOn(axis, Math.min(...places) - half)),
    clamp(shareOn(axis, Math.max(...places) + half)),
  ];
}

/**
 * The filter of the runs table that keeps the same runs: text of its language.
 *
 * @param rawOf the value that a category's name stands for
 */
export function brushFilter(
  field: string,
  brush: Brush,
  rawOf: (name: string) => JsonValue,
): string {
  if (!("names" in brush)) return `${field} >= ${brush.low} and ${field} <= ${brush.high}`;
  const terms = brush.names.map((name) => `${field} = ${JSON.stringify(rawOf(name))}`);
  return terms.length === 1 ? (terms[0] ?? "") : `(${terms.join(" or ")})`;
}

const CATEGORY_REACH = 0.3; // of the distance between two categories: a brush encloses the names that it keeps
const DIGITS = 4; // of a brush's ends: what a hand on an axis can mean

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

function clamp(share: number): number {
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
}
