import { hashJson } from "../core/hash.js";
import type { JsonValue } from "../core/json.js";
import { isObject } from "../core/parameter-names.js";
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
  const keys = dimension.values.map(hashJson);
  const labels = apart(dimension.values).map(abbreviate);
  const place = keys.indexOf(hashJson(value));
  const short = labels[place] ?? abbreviate(value);
  const isShared = labels.some((other, i) => other === short && keys[i] !== keys[place]);
  return isShared ? `${short}#${place + 1}` : short;
}

/** Mappings without what all mappings among the values have in common, but for the `type`; one that has nothing else stays whole. */
function apart(values: readonly JsonValue[]): readonly JsonValue[] {
  const [first, ...others] = values.filter(isObject);
  if (first === undefined || others.length === 0) return values;
  const isCommon = ([key, part]: [string, JsonValue]) =>
    key !== "type" &&
    others.every(
      (other) => Object.hasOwn(other, key) && hashJson(other[key] ?? null) === hashJson(part),
    );
  const common = new Set(
    Object.entries(first)
      .filter(isCommon)
      .map(([key]) => key),
  );
  return values.map((value) => {
    if (!isObject(value)) return value;
    const own = Object.entries(value).filter(([key]) => !common.has(key));
    return own.length > 0 ? Object.fromEntries(own) : value;
  });
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
