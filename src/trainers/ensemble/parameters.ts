import { z } from "zod";
import type { Parameters } from "../../core/json.js";
import { choice } from "../digits/choice.js";
import { optionsOrNull, switchable } from "../digits/switchable.js";

const folds = z.int().min(2).max(20).default(5);

const selection = choice({
  /** Every candidate, with the same weight. */
  all: z.strictObject({}),
  /** The `n` best by themselves, with the same weight. */
  top: z.strictObject({ n: z.int().min(1).max(1000), folds }),
  /** Those that answer best together: see select/choose-weights.ts. */
  greedy: z.strictObject({ rounds: z.int().min(1).max(1000).default(50), folds }),
});

const views = z.strictObject({
  /** By how many pixels a picture is moved. */
  shift: z.int().min(1).max(4).default(1),
  /** Also to the corners: nine views instead of five. */
  diagonal: z.boolean().default(false),
});

/** Every parameter of an ensemble with its default. */
export const parameters = z.strictObject({
  select: selection.schema
    .default("all")
    .describe("who takes part: all, {type: top, n: 3}, or greedy with {rounds, folds}"),
  tta: switchable(views)
    .default(false)
    .describe("answer by the mean over the picture and its neighbours: {shift, diagonal}"),
});

export type Selection = ReturnType<typeof selection.resolve>;
export type ViewOptions = z.infer<typeof views>;

export interface ResolvedParameters {
  select: Selection;
  /** Null: the picture as it is. */
  tta: ViewOptions | null;
}

/** @throws ZodError for parameters that the schema rejects. */
export function resolveParameters(given: Parameters): ResolvedParameters {
  const { select, tta } = parameters.parse(given);
  return { select: selection.resolve(select), tta: optionsOrNull(views, tta) };
}
