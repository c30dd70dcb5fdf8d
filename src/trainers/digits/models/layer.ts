import { z } from "zod";
import { expectedOneOf, type Issue, readable, shortJson } from "../choice.js";
import { LAYER_KINDS, type LayerKind, type LayerKinds } from "./layer-kinds.js";
import { type Named, optionsOf } from "./named.js";

/** A swept parameter that switches a layer on and off. */
export const CONDITIONS = ["batch_norm", "not batch_norm"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** A layer that holds no others, with all its options. */
export type PlainLayer = Named<LayerKinds> & { when?: Condition };
/** Adds its input to what its layers make of it; the input passes a 1×1 convolution where the shapes differ. */
export type Residual = { kind: "residual"; when?: Condition; layers: Layer[] };
/** Joins the channels, or flat features, of what several lists make of its input; an empty list passes it on as it is. */
export type Concat = { kind: "concat"; when?: Condition; branches: Layer[][] };
export type Layer = PlainLayer | Residual | Concat;

/** The kinds that hold others. */
const HOLDERS = ["residual", "concat"] as const;

/** Every kind that a list may name. */
export const LAYER_NAMES = [...Object.keys(LAYER_KINDS), ...HOLDERS];

/** The lists of layers within a layer. */
export function innerLayers(layer: Layer): Layer[][] {
  if (layer.kind === "residual") return [layer.layers];
  return layer.kind === "concat" ? layer.branches : [];
}

/**
 * A list of layers as it is written: `flatten`, `{dense: 64}`, `{conv: {filters: 32, kernel: 5}}`, each also with
 * `when: batch_norm`; `{residual: [layers]}`; `{concat: [[layers], [layers]]}`.
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
  const { when, ...named } =
    typeof value === "string" ? { [value]: {} } : (Object(value) as Written);
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
  if (kind === "concat") {
    const branches = named[kind];
    if (!Array.isArray(branches) || branches.length < 2 || !branches.every(Array.isArray))
      return refuse("expected at least two lists of layers, [[…], […]]", kind);
    const parsed = branches.map((branch: unknown[], i) =>
      parseLayers(branch, [...path, kind, i], issues),
    );
    return { kind, ...condition, branches: parsed };
  }
  if (!isKind(kind)) return refuse(expectedOneOf(LAYER_NAMES, kind));
  const schema = LAYER_KINDS[kind].options;
  const parsed = schema.safeParse(optionsOf(LAYER_KINDS[kind], named[kind]));
  if (parsed.success) return { kind, ...condition, ...parsed.data } as PlainLayer; // by the schema of this very kind
  for (const issue of readable(parsed.error.issues, schema)) {
    issues.push({ ...issue, path: [...path, kind, ...(issue.path ?? [])] });
  }
  return null;
}

type Written = { when?: unknown; [kind: string]: unknown };

function isKind(kind: string): kind is LayerKind {
  return Object.hasOwn(LAYER_KINDS, kind);
}

function isCondition(when: unknown): when is Condition {
  return CONDITIONS.some((condition) => condition === when);
}

function shapeMessage(value: unknown): string {
  return `expected one layer, such as \`flatten\` or \`{dense: 64}\`, got ${shortJson(value)}`;
}

/** A layer as an architecture writes it; `layerList` checks it as it checks a user's. */
export type LayerInput = string | { readonly [kind: string]: unknown };
