import { hashJson, sha256 } from "../core/hash.js";
import type { JsonValue } from "../core/json.js";
import type { RunDefinition } from "../core/records.js";

/**
 * A run's identity: the hash of everything that decides its result. Left out on purpose: where files lie (`dataIdentity` has
 * content hashes only), the working directory, names, and the repeat's number (repeats differ by their seed).
 */
export function runKey(definition: RunDefinition, dataIdentity: JsonValue): string {
  const { trainer, code, parameters, seed, fold, metric } = definition;
  const program = trainer.kind === "builtin" ? trainer.type : trainer.command;
  return hashJson({
    program,
    code,
    parameters,
    seed,
    data: dataIdentity,
    ...(fold && { fold }),
    ...(metric && { metric }),
  });
}

const ID_LENGTH = 12; // 48 bits: a million runs collide with a probability of 0.2 %

/** The id that people type; `--fresh` starts another generation of the same key. */
export function runId(key: string, generation: number): string {
  return (generation === 0 ? key : sha256(`${key}/${generation}`)).slice(0, ID_LENGTH);
}
