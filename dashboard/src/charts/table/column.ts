import type { JsonValue } from "../../../../src/api/runs.js";
import { exactValue } from "../../format.js";
import { quantile } from "../maths/robust-range.js";

/** Values of many runs under one name, as numbers that can be drawn. */
export interface Column {
  /** How the filter language names it. */
  field: string;
  label: string;
  /** One a run; NaN where it has none. Of a category its number in `names`. */
  values: Float64Array;
  /** Null: the values are numbers. Otherwise all that occur, in order. */
  names: readonly string[] | null;
}

/** A column of numbers where there is nothing else (`"NaN"` and the infinities travel as text); else one of categories. */
export function toColumn(
  field: string,
  label: string,
  values: readonly (JsonValue | undefined)[],
): Column {
  const present = values.filter((value) => value !== null && value !== undefined);
  const isNumeric = present.every((value) => typeof value === "number" || isNonFinite(value));
  if (isNumeric) {
    const numbers = Float64Array.from(values, (value) =>
      value === null || value === undefined ? Number.NaN : Number(value),
    );
    return { field, label, values: numbers, names: null };
  }
  const names = [...new Set(present.map(exactValue))].sort(inNaturalOrder);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const indices = Float64Array.from(values, (value) =>
    value === null || value === undefined
      ? Number.NaN
      : (indexOf.get(exactValue(value)) ?? Number.NaN),
  );
  return { field, label, values: indices, names };
}

/** Text of the i-th value, in full. */
export function textAt({ values, names }: Column, index: number): string {
  const value = values[index] ?? Number.NaN;
  return names ? (names[value] ?? "") : Number.isNaN(value) ? "" : String(value);
}

/** Over how many decades must positive numbers go for a logarithmic axis to show them better? */
const LOG_DECADES = 2;

/** Is a logarithmic axis the better one, as for learning rates? Then the median is nearer to the middle of it. */
export function spansDecades({ values, names }: Column): boolean {
  if (names) return false;
  const sorted = values.filter(Number.isFinite).sort();
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  if (!(low > 0) || Math.log10(high / low) < LOG_DECADES) return false;
  const median = quantile(sorted, 0.5);
  const share = (median - low) / (high - low);
  const logShare = Math.log(median / low) / Math.log(high / low);
  return Math.abs(logShare - 0.5) < Math.abs(share - 0.5);
}

function isNonFinite(value: JsonValue): boolean {
  return value === "NaN" || value === "Infinity" || value === "-Infinity";
}

const collator = new Intl.Collator("en", { numeric: true });

function inNaturalOrder(a: string, b: string): number {
  return collator.compare(a, b);
}
