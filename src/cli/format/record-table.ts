import { isObject } from "../../analysis/flatten.js";
import type { JsonValue } from "../../core/json.js";
import type { Look } from "./look.js";
import { formatCount, formatNumber } from "./number.js";
import { formatTable } from "./table.js";

type FlatRecord = Record<string, JsonValue>;

/** Is it a list of objects of words and numbers, such as a network's layers? */
export function areRecords(value: JsonValue): value is FlatRecord[] {
  return Array.isArray(value) && value.length > 0 && value.every(isFlat);
}

/** A line for each object; what can be added up is, in a last line. */
export function formatRecords(records: readonly FlatRecord[], look: Look): string {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const isNumeric = names.map((name) =>
    records.every(({ [name]: cell }) => cell === undefined || typeof cell === "number"),
  );
  const columns = names.map((name, i) => ({
    title: name.toUpperCase(),
    align: isNumeric[i] ? ("right" as const) : ("left" as const),
  }));
  const rows = records.map((record) => names.map((name) => cellText(record[name])));
  const totals = names.map((name, i) =>
    isNumeric[i] && ADDS_UP.test(name) ? sumOf(records, name) : "",
  );
  const hasTotals = totals.some((total) => total !== "");
  const last = totals.map((total, i) => (i === 0 && total === "" ? "total" : total));
  return formatTable(columns, hasTotals ? [...rows, last] : rows, look);
}

const ADDS_UP = /(^|_)(parameters|params|count|bytes|rows|seconds)$/;

function sumOf(records: readonly FlatRecord[], name: string): string {
  return formatCount(records.reduce((sum, { [name]: cell }) => sum + Number(cell ?? 0), 0));
}

function cellText(cell: JsonValue | undefined): string {
  if (cell === undefined) return "–";
  if (typeof cell === "number") return formatNumber(cell);
  return typeof cell === "string" ? cell : JSON.stringify(cell);
}

function isFlat(value: JsonValue): boolean {
  const isScalar = (cell: JsonValue) => typeof cell !== "object" || cell === null;
  return (
    isObject(value) &&
    Object.keys(value).length > 0 &&
    Object.values(value).every((cell) =>
      Array.isArray(cell) ? cell.every(isScalar) : isScalar(cell),
    )
  );
}
