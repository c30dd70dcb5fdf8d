import type { JsonValue } from "../core/json.js";
import { formatField } from "./fields.js";
import type { Field, KnownNames } from "./filter.js";

/** Text of a filter for runs that have this value of the field (undefined: that lack it). */
export function formatEquality(
  field: Field,
  value: JsonValue | undefined,
  known: KnownNames,
): string {
  const name = formatField(field, known);
  if (value === undefined) return `${name} is missing`;
  return `${name} = ${formatValue(value)}`;
}

/** JSON is read as what it is: its strings have the language's own escapes, but for those of odd characters. */
function formatValue(value: JsonValue): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const escaped = value.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return `"${escaped}"`;
}
