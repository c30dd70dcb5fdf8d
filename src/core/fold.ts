import { z } from "zod";

/** The part of the rows that a run of a cross-validation is judged by; all others are for training. */
export const fold = z.object({
  /** From 0. */
  index: z.number().int().min(0),
  /** How many there are: together they are all rows, each once. */
  count: z.number().int().min(2),
});
export type Fold = z.infer<typeof fold>;

/** `2 of 5`, as people count. */
export function foldWords({ index, count }: Fold): string {
  return `${index + 1} of ${count}`;
}
