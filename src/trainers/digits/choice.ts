import { z } from "zod";
import type { JsonValue } from "../../core/json.js";
import { didYouMean } from "../../core/suggest.js";

/** The variants of a parameter, each with the schema of its own options, by name. */
type Variants = Record<string, z.ZodObject>;

/** A variant that was chosen, with all its options. */
export type Chosen<V extends Variants> = {
  [K in keyof V & string]: { type: K; options: z.output<V[K]> };
}[keyof V & string];

export interface Choice<V extends Variants> {
  /**
   * Accepts a variant's name or `{type: name, …options}` and gives its shortest form, so that what means the same is the same:
   * options that equal their defaults are left out, and a variant without options is its name.
   */
  schema: z.ZodType<JsonValue>;
  /** Reads what the schema let through, with every default filled in. */
  resolve(value: JsonValue): Chosen<V>;
}

/** A parameter that names one of several variants. */
export function choice<V extends Variants>(variants: V): Choice<V> {
  const schema = z.unknown().transform((value, context): JsonValue => {
    const named = nameAndOptions(value);
    const options = Object.hasOwn(variants, named.type) ? variants[named.type] : undefined;
    if (!options) return reject(context, value, expectedOneOf(Object.keys(variants), named.type));
    const parsed = options.safeParse(named.options);
    if (parsed.success) return shortest(named.type, parsed.data, options.safeParse({}).data ?? {});
    for (const issue of readable(parsed.error.issues, options)) context.addIssue(issue);
    return z.NEVER;
  });
  const resolve = (value: JsonValue) => {
    const { type, options } = nameAndOptions(value);
    // The schema has let the value through, so the variant exists and parses.
    return { type, options: variants[type]?.parse(options) } as Chosen<V>;
  };
  return { schema, resolve };
}

/** The options' schemas of a table of descriptors. */
export function optionsOf<K extends string>(
  descriptors: Record<K, { options: z.ZodObject }>,
): Record<K, z.ZodObject> {
  const entries = Object.entries<{ options: z.ZodObject }>(descriptors);
  return Object.fromEntries(entries.map(([type, { options }]) => [type, options])) as Record<
    K,
    z.ZodObject
  >;
}

/** A message for a word that should have been one of `known`. */
export function expectedOneOf(known: readonly string[], got: unknown): string {
  const list = known.map((name) => `\`${name}\``).join(", ");
  const word = typeof got === "string" ? got : shortJson(got);
  return `expected one of ${list}, got \`${word}\`${didYouMean(word, known)}`;
}

const SHOWN_LENGTH = 60; // characters of a value that was not expected: enough to recognise it

/** A value as a message shows it. */
export function shortJson(value: unknown): string {
  const text = String(JSON.stringify(value));
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}

/** An issue as a transform may add it; zod words it where `message` is missing. */
export type Issue = Exclude<Parameters<z.core.$RefinementCtx["addIssue"]>[0], string>;

/**
 * A strict object's issues, to be added from a transform: with the known names where a key is unknown, and otherwise without zod's
 * own words, so that whoever parses the whole can choose them.
 */
export function readable(issues: readonly z.core.$ZodIssue[], schema: z.ZodObject): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const { message, path, input, ...facts } = issue;
    if (issue.code === "unrecognized_keys" && path.length === 0)
      return issue.keys.map((key) => ({
        code: "custom",
        path: [key],
        input,
        message: unknownOption(Object.keys(schema.shape), key),
      }));
    const worded = message.startsWith("expected") ? { message } : {}; // zod's own begin with a capital
    return [{ ...facts, ...worded, path: [...path], input } as Issue]; // the facts of one kind of issue, as zod gave them
  });
}

function unknownOption(known: string[], key: string): string {
  return known.length === 0 ? `expected no options, got \`${key}\`` : expectedOneOf(known, key);
}

function nameAndOptions(value: unknown): { type: string; options: unknown } {
  if (typeof value !== "object" || value === null) return { type: String(value), options: {} };
  const { type, ...options } = value as { type?: unknown };
  return { type: typeof type === "string" ? type : shortJson(value), options };
}

function reject(context: z.core.$RefinementCtx, input: unknown, message: string): never {
  context.addIssue({ code: "custom", message, input });
  return z.NEVER;
}

function shortest(
  type: string,
  options: Record<string, unknown>,
  defaults: Record<string, unknown>,
): JsonValue {
  const same = (key: string) => JSON.stringify(options[key]) === JSON.stringify(defaults[key]);
  const changed = Object.keys(options).filter((key) => options[key] !== undefined && !same(key));
  if (changed.length === 0) return type;
  return Object.fromEntries([
    ["type", type],
    ...changed.map((key) => [key, options[key] as JsonValue]),
  ]);
}
