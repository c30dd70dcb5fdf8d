import type { JsonValue } from "../../../src/api/runs.js";
import { formatNumber, formatValue } from "../format.js";

/** A list of flat objects as the cells of a table. */
export interface RecordTable {
  columns: RecordColumn[];
  /** Text, one for each column; a dash where the object has no such key. */
  rows: string[][];
}

export interface RecordColumn {
  name: string;
  isNumeric: boolean;
  /** Sum of what can be added up (parameters, bytes, …); null for all else. */
  total: string | null;
}

/** The value as a table where it is a list of flat objects, such as a network's layers; else null. Pure. */
export function recordTable(value: JsonValue): RecordTable | null {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isFlat)) return null;
  const names = [...new Set(value.flatMap((record) => Object.keys(record)))];
  const columns = names.map((name) =>
    toColumn(
      name,
      value.map((record) => record[name]),
    ),
  );
  const rows = value.map((record) => names.map((name) => cellText(record[name])));
  return columns.length === 0 ? null : { columns, rows };
}

type FlatRecord = Record<string, JsonValue>;

/** Its values are words and numbers, or lists of those (a shape). */
function isFlat(value: JsonValue): value is FlatRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((cell) =>
    Array.isArray(cell) ? cell.every(isScalar) : isScalar(cell),
  );
}

function isScalar(value: JsonValue): boolean {
  return typeof value !== "object" || value === null;
}

const ADDS_UP = /(^|_)(parameters|params|count|bytes|rows|seconds)$/;

function toColumn(name: string, cells: readonly (JsonValue | undefined)[]): RecordColumn {
  const numbers = cells.filter((cell) => typeof cell === "number");
  const isNumeric = numbers.length === cells.filter((cell) => cell !== undefined).length;
  const hasTotal = isNumeric && ADDS_UP.test(name);
  const total = hasTotal ? formatNumber(numbers.reduce((a, b) => a + b, 0)) : null;
  return { name, isNumeric, total };
}

function cellText(cell: JsonValue | undefined): string {
  return typeof cell === "number" ? formatNumber(cell) : formatValue(cell);
}
