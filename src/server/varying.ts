import type { JsonValue, Parameters } from "../core/json.js";

/**
 * Parameters that differ between runs, by dotted name, in order of appearance. A nested one is opened only where every run
 * has an object there: `augment: false` against `augment: {shift: 2}` differ in `augment`.
 */
export function varyingNames(sets: readonly Parameters[], prefix = ""): string[] {
  const keys = new Set(sets.flatMap((set) => Object.keys(set)));
  return [...keys].flatMap((key) => {
    const values = sets.map((set) => set[key]);
    if (values.every(isObject)) return varyingNames(values, `${prefix}${key}.`);
    const isVarying = new Set(values.map((value) => JSON.stringify(value))).size > 1;
    return isVarying ? [prefix + key] : [];
  });
}

function isObject(value: JsonValue | undefined): value is Parameters {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
