import { readField } from "./fields.js";
import type { LocatedMap } from "./located.js";
import type { Method } from "./method.js";
import type { Mistakes } from "./mistakes.js";
import type { Trainer } from "./trainer.js";

/**
 * Reads `cross_validation`; null where there is none. It takes the place of the trainer's own split, so that the keys of `data`
 * that describe one cannot stand beside it.
 */
export function readFolds(
  experiment: LocatedMap,
  { trainer, method }: { trainer: Trainer; method: Method },
  mistakes: Mistakes,
): number | null {
  const entry = experiment.entries.get("cross_validation");
  if (!entry) return null;
  const folds = readField(experiment, "cross_validation", mistakes) ?? null;
  const { descriptor } = trainer;
  if (descriptor && !descriptor.folds)
    mistakes.report(entry.key, `the trainer \`${descriptor.type}\` has no folds`);
  if (method.descriptor?.learns)
    mistakes.report(entry.key, `the method \`${method.type}\` learns from runs, not from folds`);
  const data = experiment.entries.get("data")?.value;
  if (data?.kind !== "map") return folds;
  for (const name of descriptor?.folds?.replaces ?? []) {
    const other = data.entries.get(name);
    if (other)
      mistakes.report(other.key, `expected \`data.${name}\` or \`cross_validation\`, got both`);
  }
  return folds;
}
