import type { Experiment } from "./experiment.js";
import { readField } from "./fields.js";
import type { LocatedMap } from "./located.js";
import type { Mistakes } from "./mistakes.js";

/** Reads `only`, which narrows an experiment to one of its repeats, to one of its folds, or to both. */
export function readOnly(
  experiment: LocatedMap,
  { repeats, folds }: { repeats: number; folds: number | null },
  mistakes: Mistakes,
): Experiment["only"] {
  const only = readField(experiment, "only", mistakes);
  const written = experiment.entries.get("only")?.value;
  const { repeat = null, fold = null } = only ?? {};
  const wrong = (name: string, expected: string, got: number) => {
    const place = written?.kind === "map" ? written.entries.get(name)?.key : undefined;
    if (place) mistakes.report(place, `expected ${expected}, got \`${got}\``);
  };
  if (repeat !== null && repeat > repeats)
    wrong("repeat", `one of the ${repeats} \`repeats\``, repeat);
  if (fold !== null && folds === null) wrong("fold", "`cross_validation` beside it", fold);
  if (fold !== null && folds !== null && fold > folds)
    wrong("fold", `one of the ${folds} folds of \`cross_validation\``, fold);
  return { repeat, fold };
}
