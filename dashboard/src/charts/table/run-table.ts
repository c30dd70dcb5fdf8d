import type { JsonValue } from "../../../../src/api/runs.js";
import type { ValueColumns } from "../../../../src/api/values.js";
import { type Column, toColumn } from "./column.js";

/** Runs with some of their values, in the table's order. */
export interface RunTable {
  ids: readonly string[];
  names: readonly string[];
  /** Place of each run in order of creation, from 0, which decides its colour wherever it is drawn. */
  numbers: readonly number[];
  /** Null where the field was not asked for. */
  column(field: string): Column | null;
  /** The i-th run's value as it was logged; null where it has none. */
  raw(field: string, index: number): JsonValue;
}

/** Fields that every table has: what names a run and gives it its colour. */
export const IDENTITY = ["name", "number"] as const;

/** `firstNumber`: what places count from. */
export function toRunTable({ runs, columns }: ValueColumns, firstNumber: number): RunTable {
  const byField = new Map(Object.entries(columns));
  const made = new Map<string, Column>();
  return {
    ids: runs,
    names: (byField.get("name") ?? []).map(String),
    numbers: (byField.get("number") ?? []).map((number) => Number(number) - firstNumber),
    column(field) {
      const values = byField.get(field);
      if (!values) return null;
      const known =
        made.get(field) ??
        toColumn(field, field === "duration" ? "duration (s)" : field, inUnits(field, values));
      made.set(field, known);
      return known;
    },
    raw: (field, index) => byField.get(field)?.[index] ?? null,
  };
}

/** Durations as seconds, which is how the filter language writes them. */
function inUnits(field: string, values: readonly JsonValue[]): readonly JsonValue[] {
  if (field !== "duration") return values;
  return values.map((value) => (typeof value === "number" ? value / 1000 : value));
}
