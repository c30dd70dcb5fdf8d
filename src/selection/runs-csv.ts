import Papa from "papaparse";
import type { JsonValue } from "../core/json.js";
import { formatField } from "../query/fields.js";
import type { Field, KnownNames } from "../query/filter.js";
import { typeOf } from "../query/literals.js";
import type { Page, QueryStore, RunQuery } from "../store/store.js";

/**
 * A table of runs as CSV after RFC 4180: a header, lines that end with CR LF, quotes where a cell needs them. Numbers have all
 * their digits, times are ISO 8601 in UTC, durations seconds; lists and objects are JSON; what a run lacks is an empty cell.
 */
export function runsCsv(store: QueryStore, { query, fields, known, page }: CsvOptions): string {
  const { ids, columns } = store.runValues(query, fields, page);
  const header = fields.map((field) => toText(formatField(field, known)));
  const types = fields.map(typeOf);
  const rows = ids.map((_, row) =>
    columns.map((column, i) => toCell(column[row], types[i] ?? "any")),
  );
  return `${Papa.unparse([header, ...rows], { newline: "\r\n" })}\r\n`;
}

export interface CsvOptions {
  query: RunQuery;
  fields: readonly Field[];
  known: KnownNames;
  page?: Page | undefined;
}

/** The fields of a table when none are named: what tells runs apart, every parameter, every metric's best and last value. */
export function defaultFields(known: KnownNames, parameters: readonly string[]): Field[] {
  const builtins = ["id", "name", "state", "tag", "note", "seed", "started", "duration"] as const;
  return [
    ...builtins.map((name): Field => ({ kind: "builtin", name })),
    ...parameters.map((name): Field => ({ kind: "parameter", name })),
    ...known.metrics.flatMap((metric): Field[] => [
      { kind: "metric", stat: "best", ...metric },
      { kind: "metric", stat: "last", ...metric },
    ]),
  ];
}

function toCell(value: JsonValue | undefined, type: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return numberCell(value, type);
  if (typeof value === "string") return toText(value);
  const isWords = Array.isArray(value) && type === "text";
  return toText(isWords ? value.join(" ") : JSON.stringify(value));
}

function numberCell(value: number, type: string): string {
  if (type === "time") return new Date(value).toISOString();
  return String(type === "duration" ? value / 1000 : value);
}

/**
 * Spreadsheets take a cell that begins so for a formula, which may run programs or send data away; an apostrophe before it makes
 * it text (OWASP, "CSV Injection"). Numbers are no text and stay as they are.
 */
function toText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
