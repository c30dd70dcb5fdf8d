import { statSync } from "node:fs";
import { join, sep } from "node:path";
import type { JsonValue } from "../core/json.js";
import { toWire, type WireNumber } from "../core/metric-value.js";

const MAX_NAME_LENGTH = 250; // what protocol/events.ts accepts

/** Metric values as they travel. @throws TypeError that names the metric. */
export function wireValues(values: Record<string, number>): Record<string, WireNumber> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [checkedName(name), checkedValue(name, value)]),
  );
}

/** Summary values as they travel: numbers that JSON lacks become strings. */
export function wireSummary(values: Record<string, JsonValue>): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "number" ? toWire(value) : value,
    ]),
  );
}

/** @throws TypeError unless `path`, relative to `folder`, names a file inside it. */
export function requireFile(folder: string, path: string): void {
  if (path.split(sep).includes("..")) {
    throw new TypeError(`artifact: expected a path inside ${folder}, got ${path}`);
  }
  if (!statSync(join(folder, path), { throwIfNoEntry: false })?.isFile()) {
    throw new TypeError(`artifact: expected a file at ${join(folder, path)}, found none`);
  }
}

function checkedName(name: string): string {
  if (name.length > 0 && name.length <= MAX_NAME_LENGTH) return name;
  throw new TypeError(
    `log: expected metric names of 1 to ${MAX_NAME_LENGTH} characters, got one of ${name.length}`,
  );
}

function checkedValue(name: string, value: unknown): WireNumber {
  if (typeof value === "number") return toWire(value);
  throw new TypeError(
    `log: expected a number for \`${name}\`, got ${typeof value} ${String(value)}`,
  );
}
