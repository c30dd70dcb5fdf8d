import { hashJson } from "../core/hash.js";
import type { JsonValue } from "../core/json.js";
import type { Dimension, Point, SearchSpace } from "../core/search-space.js";

/**
 * A few words that tell a run from its siblings: the parameters that vary, `batch_norm=true augment=false`.
 * @param fallback the name where nothing varies
 */
export function runName(space: SearchSpace, point: Point, fallback: string): string {
  const parts = [...space]
    .filter(([, dimension]) => varies(dimension))
    .map(([name, dimension]) => `${name}=${label(point[name] ?? null, dimension)}`);
  return parts.length === 0 ? fallback : parts.join(" ");
}

function varies(dimension: Dimension): boolean {
  if (dimension.kind === "constant") return false;
  return dimension.kind !== "categorical" || new Set(dimension.values.map(hashJson)).size > 1;
}

/** Abbreviated; `#3` is added where another value of the list has the same abbreviation. */
function label(value: JsonValue, dimension: Dimension): string {
  const short = abbreviate(value);
  if (dimension.kind !== "categorical") return short;
  const key = hashJson(value);
  const isShared = dimension.values.some(
    (other) => hashJson(other) !== key && abbreviate(other) === short,
  );
  return isShared
    ? `${short}#${dimension.values.findIndex((other) => hashJson(other) === key) + 1}`
    : short;
}

const LONGEST = 24; // letters: three such values fit a line of a table
const DIGITS = 4; // of a number; draws from a range differ in these

/** JSON without its quotes; a variant with options (`{type: cnn, …}`) is its type. */
function abbreviate(value: JsonValue): string {
  if (typeof value === "number") return String(Number(value.toPrecision(DIGITS)));
  if (typeof value !== "object" || value === null) return cut(String(value).replace(/\s+/g, "_"));
  if (Array.isArray(value)) return `[${firstOf(value.map(abbreviate))}]`;
  if (typeof value.type === "string")
    return `${cut(value.type)}${Object.keys(value).length > 1 ? "{…}" : ""}`;
  const parts = Object.entries(value).map(([name, part]) => `${name}:${abbreviate(part)}`);
  return `{${firstOf(parts)}}`;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** As many parts as there is room for, but one at least. */
function firstOf(parts: readonly string[]): string {
  let count = parts.length;
  while (count > 1 && parts.slice(0, count).join(",").length > LONGEST) count--;
  return [...parts.slice(0, count), ...(count < parts.length ? ["…"] : [])].join(",");
}
