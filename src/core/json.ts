import { z } from "zod";

/** A parameter's value: anything that YAML and JSON can both write. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

/** One check by hand: a schema that refers to itself takes fifty times as long, for each parameter of each run of a table. */
export const jsonValue: z.ZodType<JsonValue> = z.custom<JsonValue>(isJson, {
  error: "expected a JSON value",
});

function isJson(value: unknown): value is JsonValue {
  if (value === null || ["string", "boolean"].includes(typeof value)) return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isPlainObject(value) && Object.values(value).every(isJson);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The parameters of a run, by name; nested W&B `parameters` are nested objects. */
export type Parameters = Record<string, JsonValue>;
export const parametersSchema: z.ZodType<Parameters> = z.record(z.string(), jsonValue);
