import { unknownKey } from "./check.js";
import type { LocatedMap } from "./located.js";
import type { Mistakes } from "./mistakes.js";

/** Everything that may stand at the top of an experiment. */
export const KEYS: readonly string[] = [
  "name",
  "description",
  "extends",
  "trainer",
  "command",
  "method",
  "metric",
  "parameters",
  "model",
  "data",
  "seed",
  "repeats",
  "cross_validation",
  "only",
  "run_cap",
  "backend",
  "device",
  "run",
];

/** What to write in place of keys that W&B sweeps have and this program has not. */
const FOREIGN: Partial<Record<string, string>> = {
  program: `write \`command: [python3, <program>, "\${args}"]\``,
  early_terminate:
    "no run is stopped for the results of others; the trainer `digits` ends a run early with the parameter `early_stopping`",
  project: "results are kept in the folder of `--runs-dir`; the sweep is called `name`",
  entity: "there are no accounts; the sweep is called `name`",
  controller: "runs are proposed on this machine",
  scheduler: "write `method` with the name of a sampler",
  job: "write `command`: runs are processes of this machine",
  image_uri: "write `command`: runs are processes of this machine",
  apiVersion: "remove it",
  kind: "remove it",
  metrics: "an experiment has one `metric`; all others are recorded, too",
  workdir: "commands run in the directory in which `sweep` was started",
};

/** Reports keys that mean nothing here. `parameterNames`: those of the trainer, which belong one level deeper. */
export function checkKeys(
  experiment: LocatedMap,
  parameterNames: readonly string[],
  mistakes: Mistakes,
): void {
  for (const [name, { key }] of experiment.entries) {
    if (KEYS.includes(name) || name === "<<" || name === "__proto__") continue; // the last two are reported as such
    const foreign = FOREIGN[name];
    if (parameterNames.includes(name))
      mistakes.report(key, "expected it under `parameters`, got it at the top");
    else if (foreign) mistakes.report(key, `not supported: ${foreign}`);
    else mistakes.report(key, unknownKey(name, KEYS));
  }
}
