import type { JsonValue } from "../core/json.js";

/** Where something was written, and what it is called in messages. */
export interface Place {
  /** `experiments/a.yaml:7:9`, or `--set epochs=abc`. */
  label: string;
  /** Sorts places: the experiment's file, the files it extends, then overrides; within each by line and column. */
  order: readonly [source: number, line: number, column: number];
  /** Dotted path as written, for example `parameters.epochs.values[2]`; empty for the whole file. */
  path: string;
}

/** The source of what was typed on the command line, which is reported behind every file of the experiment. */
export const COMMAND_LINE = 1_000_000;

/** A YAML value that remembers where it was written: it may come from another file than its neighbour. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

export interface LocatedScalar {
  kind: "scalar";
  place: Place;
  value: string | number | boolean | null;
  /** As in the file, so that `1.0` and `1` can be told apart. */
  written: string;
}

export interface LocatedList {
  kind: "list";
  place: Place;
  items: readonly Located[];
}

export interface LocatedMap {
  kind: "map";
  place: Place;
  entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  /** Place of the key. */
  key: Place;
  value: Located;
}

export function toJson(node: Located): JsonValue {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(toJson);
    case "map":
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, toJson(value)]));
  }
}

/** A value that is written nowhere, as a tree: every part of it has the same label. */
export function fromJson(value: JsonValue, place: Place): Located {
  if (typeof value !== "object" || value === null)
    return { kind: "scalar", place, value, written: String(value) };
  if (Array.isArray(value)) {
    const items = value.map((item, i) => fromJson(item, below(place, i)));
    return { kind: "list", place, items };
  }
  const entries = Object.entries(value).map(([name, child]) => {
    const key = below(place, name);
    return [name, { key, value: fromJson(child, key) }] as const;
  });
  return mapOf(place, entries);
}

function below(place: Place, step: PropertyKey): Place {
  return { ...place, path: joinPath(place.path, [step]) };
}

export function mapOf(place: Place, entries: Iterable<readonly [string, Entry]> = []): LocatedMap {
  return { kind: "map", place, entries: new Map(entries) };
}

/** The node at a path, if it is there. */
export function nodeAt(root: Located, path: readonly PropertyKey[]): Located | undefined {
  let node: Located | undefined = root;
  for (const step of path) node = node && childOf(node, step);
  return node;
}

/** The place of the value at a path; where it is missing, the place of the nearest key above, named with the whole path. */
export function placeAt(root: Located, path: readonly PropertyKey[], rootKey?: Place): Place {
  let node = root;
  let key = rootKey ?? root.place;
  for (const [depth, step] of path.entries()) {
    const next = childOf(node, step);
    if (!next) return { ...key, path: joinPath(node.place.path, path.slice(depth)) };
    key = keyOf(node, step) ?? next.place;
    node = next;
  }
  return node.place;
}

/** Place of the key that holds a map's entry. */
export function keyOf(node: Located, step: PropertyKey): Place | undefined {
  return node.kind === "map" ? node.entries.get(String(step))?.key : undefined;
}

/** `a`, `["b", 2]` → `a.b[2]`. */
export function joinPath(base: string, steps: readonly PropertyKey[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === "number") return `${path}[${step}]`;
    return path === "" ? String(step) : `${path}.${String(step)}`;
  }, base);
}

const SHOWN_LENGTH = 60; // enough to recognise a value

/** A value for the `got …` of a message. */
export function show(node: Located | undefined): string {
  if (node === undefined) return "nothing";
  if (node.kind === "list") return "a list";
  if (node.kind === "map") return "a mapping";
  if (node.value === null) return "nothing";
  const text =
    node.written.length > SHOWN_LENGTH ? `${node.written.slice(0, SHOWN_LENGTH)}…` : node.written;
  return isQuotedNumber(node) ? `\`"${text}"\`` : `\`${text}\``;
}

/** Text that would be something else without its quotes is shown with them. */
function isQuotedNumber({ value, written }: LocatedScalar): boolean {
  if (typeof value !== "string") return false;
  return (
    written === "true" ||
    written === "false" ||
    (value.trim() !== "" && !Number.isNaN(Number(value)))
  );
}

function childOf(node: Located, step: PropertyKey): Located | undefined {
  if (node.kind === "list") return node.items[Number(step)];
  if (node.kind === "map") return node.entries.get(String(step))?.value;
  return undefined;
}
