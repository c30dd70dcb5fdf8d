import type { JsonValue } from "../../core/json.js";
import { seedOf } from "../../core/random.js";
import type { RunDefinition } from "../../core/records.js";
import { runId, runKey } from "../../scheduler/identity.js";
import type { Experiment } from "../../spec/experiment.js";
import type { PlannedRun } from "../../spec/plan.js";
import type { NewRun, RunStore } from "../../store/store.js";

/** What the trainer contributes to every run's identity. */
export interface TrainerIdentity {
  code: string;
  data: JsonValue;
  /** The part of `data` that decides a result. */
  dataIdentity: JsonValue;
}

/**
 * Gives a planned run its identity. A run's seed depends on the experiment's seed and the repeat alone, not on its place among
 * the others, nor on its fold: so an edited experiment keeps the runs it had, and configurations are compared on equal random numbers.
 * @param fresh - start another generation of runs that are known already.
 */
export function toNewRun(
  planned: PlannedRun,
  experiment: Experiment,
  trainer: TrainerIdentity,
  { store, fresh }: { store: Pick<RunStore, "latestGeneration">; fresh: boolean },
): NewRun {
  const definition: RunDefinition = {
    trainer: experiment.trainer,
    code: trainer.code,
    parameters: planned.parameters,
    seed: seedOf(experiment.seed, "run", planned.repeat),
    data: trainer.dataIdentity,
    repeat: planned.repeat,
    fold: planned.fold,
  };
  const key = runKey(definition, trainer.dataIdentity);
  const generation = generationOf(store.latestGeneration(key), fresh);
  return { id: runId(key, generation), key, generation, name: planned.name, definition };
}

function generationOf(latest: number | null, fresh: boolean): number {
  if (latest === null) return 0;
  return fresh ? latest + 1 : latest;
}
