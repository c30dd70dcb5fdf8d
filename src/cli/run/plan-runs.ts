import type { JsonValue } from "../../core/json.js";
import type { Metric } from "../../core/metric-goal.js";
import { seedOf } from "../../core/random.js";
import type { RunDefinition, RunRecord } from "../../core/records.js";
import { runId, runKey } from "../../scheduler/identity.js";
import { isKept } from "../../selection/require-kept.js";
import type { Experiment } from "../../spec/experiment.js";
import type { PlannedRun } from "../../spec/plan.js";
import type { NewRun, RunStore } from "../../store/store.js";

/** What is known already, and what becomes of it. */
export interface Known {
  store: Pick<RunStore, "latestGeneration" | "getRun">;
  runsDir: string;
  /** Start another generation of runs that are known already. */
  fresh: boolean;
  /** Told of a finished run whose folder is gone: another generation of it is made. */
  onGone?(run: RunRecord): void;
}

/** What the trainer contributes to every run's identity. */
export interface TrainerIdentity {
  code: string;
  data: JsonValue;
  /** The part of `data` that decides a result. */
  dataIdentity: JsonValue;
  /** By which it chooses among epochs where the experiment says no other; null where no metric decides its result. */
  ownMetric: Metric | null;
}

/**
 * Gives a planned run its identity. A run's seed depends on the experiment's seed and the repeat alone, not on its place among
 * the others, nor on its fold: so an edited experiment keeps the runs it had, and configurations are compared on equal random numbers.
 */
export function toNewRun(
  planned: PlannedRun,
  experiment: Experiment,
  trainer: TrainerIdentity,
  known: Known,
): NewRun {
  const definition: RunDefinition = {
    trainer: experiment.trainer,
    code: trainer.code,
    parameters: planned.parameters,
    seed: seedOf(experiment.seed, "run", planned.repeat),
    data: trainer.dataIdentity,
    repeat: planned.repeat,
    fold: planned.fold,
    ...decidingMetric(experiment, trainer),
  };
  const key = runKey(definition, trainer.dataIdentity);
  const generation = generationOf(key, known);
  return { id: runId(key, generation), key, generation, name: planned.name, definition };
}

function decidingMetric(
  { metric: { name, goal } }: Experiment,
  { ownMetric }: TrainerIdentity,
): Pick<RunDefinition, "metric"> {
  if (ownMetric === null || (ownMetric.name === name && ownMetric.goal === goal)) return {};
  return { metric: { name, goal } };
}

/** A finished run never changes: where its folder was deleted, what the experiment asks for is made by its next generation. */
function generationOf(key: string, { store, runsDir, fresh, onGone }: Known): number {
  const latest = store.latestGeneration(key);
  if (latest === null) return 0;
  if (fresh) return latest + 1;
  const run = store.getRun(runId(key, latest));
  if (run?.state !== "finished" || isKept(runsDir, run.id)) return latest;
  onGone?.(run);
  return latest + 1;
}
