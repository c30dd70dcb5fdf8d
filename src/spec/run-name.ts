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
  if (dimension.kind !== "categorical") return abbreviate(value);
  const values = apart(dimension.values);
  const place = dimension.values.findIndex((other) => hashJson(other) === hashJson(value));
  const short = abbreviate(values[place] ?? value);
  const isShared = values.some((other, i) => {
    const isOther = hashJson(dimension.values[i] ?? null) !== hashJson(value);
    return isOther && abbreviate(other) === short;
  });
  return isShared ? `${short}#${place + 1}` : short;
}

/** Mappings without what all mappings among the values have in common, but for the `type`; one that has nothing else stays whole. */
function apart(values: readonly JsonValue[]): readonly JsonValue[] {
  const mappings = values.filter(isMapping);
  if (mappings.length < 2) return values;
  const isCommon = (key: string, part: JsonValue) =>
    key !== "type" &&
    mappings.every((other) => key in other && hashJson(other[key]) === hashJson(part));
  return values.map((value) => {
    if (!isMapping(value)) return value;
    const own = Object.entries(value).filter(([key, part]) => !isCommon(key, part));
    return own.length > 0 ? Object.fromEntries(own) : value;
  });
}

function isMapping(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const LONGEST = 24; // letters: three such values fit a line of a table
const DIGITS = 4; // of a number; draws from a range differ in these

/** JSON without its quotes; a variant (`{type: cnn, …}`) begins with its type. */
function abbreviate(value: JsonValue): string {
  if (typeof value === "number") return String(Number(value.toPrecision(DIGITS)));
  if (typeof value !== "object" || value === null) return cut(String(value).replace(/\s+/g, "_"));
  if (Array.isArray(value)) return `[${firstOf(value.map(abbreviate))}]`;
  const { type, ...options } = value;
  if (typeof type !== "string") return `{${firstOf(partsOf(value))}}`;
  const parts = partsOf(options);
  return `${cut(type)}${parts.length > 0 ? `{${firstOf(parts)}}` : ""}`;
}

function partsOf(mapping: { [key: string]: JsonValue }): string[] {
  return Object.entries(mapping).map(([name, part]) => `${name}:${abbreviate(part)}`);
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
