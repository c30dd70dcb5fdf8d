import { z } from "zod";
import { expectedOneOf, readable } from "../choice.js";

/** Something that a list of layers can name. */
export interface Kind {
  options: z.ZodObject;
  /** The option that a bare value stands for: `dense: 64` is `dense: {units: 64}`. */
  shorthand?: string;
}

/** One of several kinds, with all its options. */
export type Named<Kinds extends Record<string, Kind>> = {
  [K in keyof Kinds & string]: { kind: K } & OptionsOf<Kinds[K]["options"]>;
}[keyof Kinds & string];

/** An object without options has an index signature in zod, which would swallow `kind`. */
type OptionsOf<S extends z.ZodObject> = string extends keyof z.output<S> ? unknown : z.output<S>;

/** Accepts `he_normal`, `{max_norm: 3}` and `{min_max_norm: {min: 1, max: 2}}`: a word, one with a value, or one with options. */
export function named<Kinds extends Record<string, Kind>>(
  kinds: Kinds,
): z.ZodType<Named<Kinds>, unknown> {
  return z.unknown().transform((value, context) => {
    const words = typeof value === "string" ? { [value]: null } : Object(value);
    const [name, ...others] = Object.keys(words);
    const kind = name !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind || others.length > 0 || name === undefined) {
      const got = others.length === 0 && name !== undefined ? name : value;
      context.addIssue({
        code: "custom",
        message: expectedOneOf(Object.keys(kinds), got),
        input: value,
      });
      return z.NEVER;
    }
    const parsed = kind.options.safeParse(optionsOf(kind, words[name]));
    if (parsed.success) return { kind: name, ...parsed.data } as Named<Kinds>; // by the schema of this very kind
    for (const issue of readable(parsed.error.issues, kind.options))
      context.addIssue({ ...issue, path: [name, ...(issue.path ?? [])] });
    return z.NEVER;
  });
}

/** What stands behind a word, as its options. */
export function optionsOf({ shorthand }: Kind, value: unknown): unknown {
  if (value === null || value === true) return {};
  const bare = typeof value !== "object" || Array.isArray(value);
  return bare && shorthand !== undefined ? { [shorthand]: value } : value;
}
