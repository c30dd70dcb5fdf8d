import { hashJson } from "./hash.js";
import type { RunDefinition } from "./records.js";

const LENGTH = 8; // 32 bits: a sweep of a thousand variants has two alike with a probability of 0.01 %

/** A hash of all that a run is but its seed: runs that repeat each other have the same. */
export function variantOf({ seed: _, repeat: __, trainer, ...rest }: RunDefinition): string {
  const program = trainer.kind === "builtin" ? trainer.type : trainer.command;
  return hashJson({ ...rest, program }).slice(0, LENGTH);
}
