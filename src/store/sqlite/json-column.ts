import type { z } from "zod";
import { messageOf } from "../../core/errors.js";

/** Reads a column that holds JSON. @throws Error that says where, when the text is not what `schema` describes. */
export function readJson<T>(schema: z.ZodType<T>, text: string, where: string): T {
  const parsed = schema.safeParse(parse(text, where));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.join(".") || "value";
  throw new Error(`${where}: ${path}: ${issue?.message} in ${text}`, { cause: parsed.error });
}

/** As `readJson`, for a column that may be NULL. */
export function readOptionalJson<T>(
  schema: z.ZodType<T>,
  text: string | null,
  where: string,
): T | null {
  return text === null ? null : readJson(schema, text, where);
}

export function writeOptionalJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${where}: expected JSON, got ${text} (${messageOf(cause)})`, { cause });
  }
}
