import { z } from "zod";

/** A parameter's value: anything that YAML and JSON can both write. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

export const jsonValue: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(jsonValue),
    z.record(z.string(), jsonValue),
  ]),
);

/** The parameters of a run, by name; nested W&B `parameters` are nested objects. */
export type Parameters = Record<string, JsonValue>;
export const parametersSchema: z.ZodType<Parameters> = z.record(z.string(), jsonValue);
