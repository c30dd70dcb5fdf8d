import type { JsonValue, Parameters } from "../../src/api/runs.js";

/** The value at a dotted name (`optimizer.lr`), as the server names parameters that vary; a name may itself contain dots. */
export function valueAt(parameters: Parameters, name: string): JsonValue | undefined {
  if (name in parameters) return parameters[name];
  for (const [key, value] of Object.entries(parameters)) {
    if (isObject(value) && name.startsWith(`${key}.`)) {
      return valueAt(value, name.slice(key.length + 1));
    }
  }
  return undefined;
}

/** Nested parameters as flat ones with dotted names; lists and empty objects stay values. */
export function flatten(parameters: Parameters, prefix = ""): [string, JsonValue][] {
  return Object.entries(parameters).flatMap(([key, value]): [string, JsonValue][] =>
    isObject(value) && Object.keys(value).length > 0
      ? flatten(value, `${prefix}${key}.`)
      : [[prefix + key, value]],
  );
}

function isObject(value: JsonValue): value is Parameters {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
