import { z } from "zod";
import type { JsonValue } from "../../core/json.js";
import { readable } from "./choice.js";

/** What switches a feature: off, on with its defaults, or on with some options of its own. */
export type Switch = boolean | { [option: string]: JsonValue };

/**
 * A parameter that accepts `false`, `true` or an object of the feature's options. Its shortest form leaves out options that
 * equal their defaults, so that what means the same is the same.
 */
export function switchable(options: z.ZodObject): z.ZodType<Switch> {
  return z.unknown().transform((value, context): Switch => {
    if (typeof value === "boolean") return value;
    if (typeof value !== "object" || value === null) {
      context.addIssue({ code: "custom", message: expected(options, value), input: value });
      return z.NEVER;
    }
    const parsed = options.safeParse(value);
    if (parsed.success) return shortest(parsed.data, options.parse({}));
    for (const issue of readable(parsed.error.issues, options)) context.addIssue(issue);
    return z.NEVER;
  });
}

/** The options of a switch that is on, defaults filled in; null when it is off. */
export function optionsOrNull<S extends z.ZodObject>(schema: S, value: Switch): z.output<S> | null {
  return value === false ? null : schema.parse(value === true ? {} : value);
}

function expected(options: z.ZodObject, value: unknown): string {
  const names = Object.keys(options.shape).join(", ");
  return `expected \`true\`, \`false\` or options {${names}}, got \`${JSON.stringify(value)}\``;
}

function shortest(options: Record<string, unknown>, defaults: Record<string, unknown>): Switch {
  const changed = Object.entries(options).filter(([key, value]) => value !== defaults[key]);
  return changed.length === 0 ? true : (Object.fromEntries(changed) as Switch);
}
