import type { JsonValue, Parameters } from "./json.js";

/** Every parameter with its dotted name, objects before their parts. A name that is written with its dots comes before a part. */
export function namedParameters(parameters: Parameters, prefix = ""): [string, JsonValue][] {
  const own = Object.entries(parameters).map(([key, value]): [string, JsonValue] => [
    prefix + key,
    value,
  ]);
  const parts = own.flatMap(([name, value]) =>
    isObject(value) ? namedParameters(value, `${name}.`) : [],
  );
  return [...own, ...parts];
}

export function parameterNames(parameters: Parameters): string[] {
  return namedParameters(parameters).map(([name]) => name);
}

export function isObject(value: JsonValue | undefined): value is Parameters {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
