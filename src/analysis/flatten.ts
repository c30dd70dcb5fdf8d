import type { JsonValue } from "../core/json.js";

/** Values by dotted name, objects opened; an empty object stays a value. Lists are values. */
export function flatten(values: Record<string, JsonValue>, prefix = ""): Map<string, JsonValue> {
  const flat = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(values)) {
    const name = prefix + key;
    if (!isObject(value) || Object.keys(value).length === 0) flat.set(name, value);
    else for (const [inner, part] of flatten(value, `${name}.`)) flat.set(inner, part);
  }
  return flat;
}

export function isObject(value: unknown): value is Record<string, JsonValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
