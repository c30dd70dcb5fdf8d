import { hashJson } from "./hash.js";
import type { RunDefinition } from "./records.js";

const LENGTH = 8; // 32 bits: a sweep of a thousand variants has two alike with a probability of 0.01 %

/** A hash of all that a run is but its seed and which fold it has: runs that repeat each other have the same. */
export function variantOf(definition: RunDefinition): string {
  const { seed: _, repeat: __, fold, trainer, ...rest } = definition;
  const program = trainer.kind === "builtin" ? trainer.type : trainer.command;
  const folds = fold && { folds: fold.count }; // absent where there are none: variants of older versions stay
  return hashJson({ ...rest, program, ...folds }).slice(0, LENGTH);
}
