import type { JsonValue } from "../../core/json.js";
import { formatField } from "../../query/fields.js";
import type { Field, KnownNames } from "../../query/filter.js";
import { typeOf } from "../../query/literals.js";
import type { RunValues } from "../../store/store.js";
import { formatAgo, formatDuration } from "./duration.js";
import type { Look } from "./look.js";
import { formatMetric } from "./metric.js";
import { NOTHING } from "./run-cells.js";
import { formatTable } from "./table.js";

export interface FieldTable {
  fields: readonly Field[];
  known: KnownNames;
}

/** An object for each run, for scripts; fields that it lacks are null. */
export function fieldObjects(
  { ids, columns }: RunValues,
  { fields, known }: FieldTable,
): Record<string, JsonValue>[] {
  return ids.map((_, row) =>
    Object.fromEntries(
      fields.map((field, i) => [formatField(field, known), columns[i]?.[row] ?? null]),
    ),
  );
}

/** A table of chosen fields, a line for each run. */
export function formatFieldTable(
  values: RunValues,
  { fields, known, look }: FieldTable & { look: Look },
): string {
  const columns = fields.map((field) => ({
    title: formatField(field, known),
    align: isNumeric(field) ? ("right" as const) : ("left" as const),
    flexible: field.kind === "builtin" && field.name === "name",
  }));
  const rows = values.ids.map((_, row) =>
    fields.map((field, i) => cell(field, values.columns[i]?.[row], look.now)),
  );
  return formatTable(columns, rows, look);
}

function isNumeric(field: Field): boolean {
  return ["number", "time", "duration"].includes(typeOf(field));
}

function cell(field: Field, value: JsonValue | undefined, now: number): string {
  if (value === undefined) return NOTHING;
  if (typeof value === "number") return numberCell(field, value, now);
  if (typeof value === "string") return value.replace(/\s+/g, " ");
  const isWords = Array.isArray(value) && field.kind === "builtin";
  return isWords ? value.join(" ") || NOTHING : JSON.stringify(value);
}

function numberCell(field: Field, value: number, now: number): string {
  if (field.kind === "metric" && field.stat !== "count") return formatMetric(field.name, value);
  const type = typeOf(field);
  if (type === "time") return formatAgo(value, now);
  return type === "duration" ? formatDuration(value) : String(value);
}
