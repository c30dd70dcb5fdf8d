import { z } from "zod";
import { expectedOneOf, type Issue, readable } from "../choice.js";
import { LAYER_KINDS, type LayerKind, type LayerKinds, shorthandOf } from "./layer-kinds.js";

/** A swept parameter that switches a layer on and off. */
export const CONDITIONS = ["batch_norm", "not batch_norm"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** A layer that holds no others, with all its options. */
export type PlainLayer = {
  [K in LayerKind]: { kind: K; when?: Condition } & OptionsOf<LayerKinds[K]["options"]>;
}[LayerKind];
/** An object without options has an index signature in zod, which would swallow `kind`. */
type OptionsOf<S extends z.ZodObject> = string extends keyof z.output<S> ? unknown : z.output<S>;
/** Adds its input to what its layers make of it; the input passes a 1×1 convolution where the shapes differ. */
export type Residual = { kind: "residual"; when?: Condition; layers: Layer[] };
export type Layer = PlainLayer | Residual;

/**
 * A list of layers as it is written: `flatten`, `{dense: 64}`, `{conv: {filters: 32, kernel: 5}}`, each also with
 * `when: batch_norm`; `{residual: [layers]}`.
 */
export const layerList: z.ZodType<Layer[], unknown> = z
  .array(z.unknown(), { error: "expected a list of layers" })
  .min(1, { error: "expected at least one layer" })
  .transform((values, context) => {
    const issues: Issue[] = [];
    const layers = parseLayers(values, [], issues);
    for (const issue of issues) context.addIssue(issue);
    return issues.length > 0 ? z.NEVER : layers;
  });

function parseLayers(values: unknown[], path: PropertyKey[], issues: Issue[]): Layer[] {
  return values.flatMap((value, i) => parseLayer(value, [...path, i], issues) ?? []);
}

function parseLayer(value: unknown, path: PropertyKey[], issues: Issue[]): Layer | null {
  const refuse = (message: string, ...at: PropertyKey[]) => {
    issues.push({ code: "custom", path: [...path, ...at], message, input: value });
    return null;
  };
  const { when, ...named } = typeof value === "string" ? { [value]: {} } : (Object(value) as Named);
  const [kind, ...others] = Object.keys(named);
  if (kind === undefined || others.length > 0 || Array.isArray(value))
    return refuse(shapeMessage(value));
  if (when !== undefined && !isCondition(when))
    return refuse(expectedOneOf(CONDITIONS, when), "when");
  const condition = when === undefined ? {} : { when };
  if (kind === "residual") {
    const inner = named[kind];
    if (!Array.isArray(inner) || inner.length === 0)
      return refuse("expected a list of layers", kind);
    return { kind, ...condition, layers: parseLayers(inner, [...path, kind], issues) };
  }
  if (!isKind(kind)) return refuse(expectedOneOf([...Object.keys(LAYER_KINDS), "residual"], kind));
  const schema = LAYER_KINDS[kind].options;
  const parsed = schema.safeParse(optionsOf(kind, named[kind]));
  if (parsed.success) return { kind, ...condition, ...parsed.data } as PlainLayer; // by the schema of this very kind
  for (const issue of readable(parsed.error.issues, schema)) {
    issues.push({ ...issue, path: [...path, kind, ...(issue.path ?? [])] });
  }
  return null;
}

type Named = { when?: unknown; [kind: string]: unknown };

function optionsOf(kind: LayerKind, value: unknown): unknown {
  if (value === null || value === true) return {};
  const shorthand = shorthandOf(kind);
  const bare = typeof value !== "object" || Array.isArray(value);
  return bare && shorthand !== undefined ? { [shorthand]: value } : value;
}

function isKind(kind: string): kind is LayerKind {
  return Object.hasOwn(LAYER_KINDS, kind);
}

function isCondition(when: unknown): when is Condition {
  return CONDITIONS.some((condition) => condition === when);
}

function shapeMessage(value: unknown): string {
  return `expected one layer, such as \`flatten\` or \`{dense: 64}\`, got ${JSON.stringify(value)}`;
}

/** A layer as an architecture writes it; `layerList` checks it as it checks a user's. */
export type LayerInput = string | { readonly [kind: string]: unknown };
