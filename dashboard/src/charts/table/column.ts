import type { JsonValue } from "../../../../src/api/runs.js";
import { formatValue } from "../../format.js";

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
  const names = [...new Set(present.map(formatValue))].sort(inNaturalOrder);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const indices = Float64Array.from(values, (value) =>
    value === null || value === undefined
      ? Number.NaN
      : (indexOf.get(formatValue(value)) ?? Number.NaN),
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

/** Is a logarithmic axis the better one, as for learning rates? */
export function spansDecades({ values, names }: Column): boolean {
  if (names) return false;
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return false;
  const low = finite.reduce((a, b) => Math.min(a, b));
  const high = finite.reduce((a, b) => Math.max(a, b));
  return low > 0 && Math.log10(high / low) >= LOG_DECADES;
}

function isNonFinite(value: JsonValue): boolean {
  return value === "NaN" || value === "Infinity" || value === "-Infinity";
}

const collator = new Intl.Collator("en", { numeric: true });

function inNaturalOrder(a: string, b: string): number {
  return collator.compare(a, b);
}
