import type { JsonValue, Parameters } from "../core/json.js";

/** Nested parameters as flat ones with dotted names; lists and empty objects stay values. */
export function flatten(parameters: Parameters, prefix = ""): Parameters {
  const flat: Parameters = {};
  for (const [key, value] of Object.entries(parameters)) {
    const name = prefix + key;
    if (isBranch(value)) Object.assign(flat, flatten(value, `${name}.`));
    else flat[name] = value;
  }
  return flat;
}

function isBranch(value: JsonValue): value is Parameters {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0
  );
}

/** Names whose values are not the same in all of `sets` (a missing one counts as different), in order of appearance. */
export function varyingNames(sets: readonly Parameters[]): string[] {
  const names = new Set(sets.flatMap((set) => Object.keys(set)));
  return [...names].filter(
    (name) => new Set(sets.map((set) => JSON.stringify(set[name]))).size > 1,
  );
}
