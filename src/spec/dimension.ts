import type { Dimension } from "../core/search-space.js";
import { checked, unknownKey } from "./check.js";
import { DISTRIBUTIONS, FOREIGN_DISTRIBUTIONS, STAND_INS, SYNONYMS } from "./distributions.js";
import type { Entry, Located, LocatedMap, Place } from "./located.js";
import type { Mistakes } from "./mistakes.js";

export interface ReadDimension {
  dimension: Dimension;
  /** It is wrong, which is reported: of what stands in its place the kind alone is as written. */
  isStandIn: boolean;
}

/** Reads what stands behind a parameter's name; null when not even its kind can be told, which is reported. */
export function readDimension(
  { key, value: node }: Entry,
  mistakes: Mistakes,
): ReadDimension | null {
  if (node.kind === "scalar" && node.value !== null)
    return { dimension: { kind: "constant", value: node.value }, isStandIn: false };
  if (node.kind !== "map") {
    mistakes.report(node.kind === "list" ? node.place : key, howToWrite(node));
    return null;
  }
  const kind = kindOf(node, key, mistakes);
  if (kind === null) return null;
  const dimension = checked(DISTRIBUTIONS[kind], node, mistakes, key);
  return dimension
    ? { dimension, isStandIn: false }
    : { dimension: STAND_INS[kind], isStandIn: true };
}

function howToWrite(node: Located): string {
  if (node.kind === "list")
    return "expected `values: [...]` to try each item, or `value: [...]` for the list as it is, got a list";
  return "expected a value, `values`, or `min` and `max`, got nothing (null itself is written `value: null`)";
}

/** The distribution that is named, or else implied by the keys as in W&B sweeps. */
function kindOf(node: LocatedMap, key: Place, mistakes: Mistakes): Dimension["kind"] | null {
  const named = node.entries.get("distribution");
  if (named) return namedKind(named.value, mistakes);
  const { entries } = node;
  if (entries.has("values")) return "categorical";
  if (entries.has("value")) return "constant";
  if (entries.has("min") || entries.has("max")) return impliedRange(node);
  const hint = entries.has("mu") || entries.has("sigma") ? "`distribution: normal`" : KEYS;
  mistakes.report(key, `expected ${hint}, got ${describeKeys(node)}`);
  return null;
}

const KEYS =
  "`value`, `values`, `min` and `max`, or `distribution` (a mapping as a constant is written `value: {...}`)";

function namedKind(node: Located, mistakes: Mistakes): Dimension["kind"] | null {
  const name = node.kind === "scalar" ? String(node.value) : "";
  const kind = SYNONYMS[name] ?? (Object.hasOwn(DISTRIBUTIONS, name) ? name : null);
  if (kind !== null) return kind as Dimension["kind"]; // a key of the table
  const foreign = FOREIGN_DISTRIBUTIONS[name];
  mistakes.report(
    node.place,
    foreign
      ? `\`${name}\` is not supported: ${foreign}`
      : unknownKey(name, Object.keys(DISTRIBUTIONS), "distribution"),
  );
  return null;
}

/** Whole numbers when both ends are written as such: `1` is, `1.0` is not. */
function impliedRange({ entries }: LocatedMap): Dimension["kind"] {
  const ends = [entries.get("min")?.value, entries.get("max")?.value];
  const hasFraction = ends.some(
    (end) => end?.kind === "scalar" && /\d/.test(end.written) && /[.eE]/.test(end.written),
  );
  return hasFraction ? "uniform" : "int_uniform";
}

function describeKeys({ entries }: LocatedMap): string {
  return entries.size === 0
    ? "an empty mapping"
    : [...entries.keys()].map((name) => `\`${name}\``).join(", ");
}
