import type { Device } from "../core/device.js";
import type { EnvironmentRecord } from "../core/environment-record.js";
import type { JsonValue } from "../core/json.js";
import type { Metric } from "../core/metric-goal.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import type { RecordedConfig } from "../protocol/config.js";
import type { Program } from "../protocol/host-messages.js";
import type { NewRun } from "../store/store.js";

/** Everything the scheduler must know to bring a sweep to its desired state. */
export interface SweepPlan {
  sweep: SweepRecord;
  metric: Metric;
  /** What replaced a part of the experiment as written, for a later retry: `key=value`. */
  overrides: readonly string[];
  /** The runs that are known before any has ended, in order. */
  runs: NewRun[];
  /** Ids of the runs to train; null: all that are missing. Whatever runs already is followed in either case. */
  only: ReadonlySet<string> | null;
  /** For samplers that learn: the next run given what has ended, or null when there is none (now). */
  propose: ((ended: readonly RunRecord[]) => NewRun | null) | null;
  /** What a run's process executes. */
  programOf(run: RunRecord): Program;
  /** The program that spare processes prepare; null where every run has another. */
  spareProgram: Program | null;
  /** What a run is told of its data; the identity is already in the run. */
  dataOf(run: RunRecord): JsonValue;
  /** On what the runs are started, and their code's state; recorded with every attempt. */
  environment: EnvironmentRecord;
  threads: number;
  cacheDir: string;
  backend: string | null;
  device: Device;
  concurrency: number;
  timeoutMs: number | null;
  retries: number;
}

/** config.json of the run's current attempt. */
export function configOf(plan: SweepPlan, run: RunRecord): RecordedConfig {
  return {
    run_id: run.id,
    experiment: plan.sweep.name,
    name: run.name,
    attempt: run.attempt,
    parameters: run.definition.parameters,
    seed: run.definition.seed,
    ...(run.definition.fold && { fold: run.definition.fold }),
    metric: plan.metric,
    data: plan.dataOf(run),
    threads: plan.threads,
    cache_dir: plan.cacheDir,
    ...(plan.backend === null ? {} : { backend: plan.backend }),
    ...(plan.device === "cpu" ? {} : { device: plan.device }),
    record: recordOf(plan, run),
  };
}

function recordOf({ sweep, runs, overrides }: SweepPlan, run: RunRecord): RecordedConfig["record"] {
  const { name, description, source, file, method, metric } = sweep;
  const { id, key, generation, definition } = run;
  return {
    sweep: { name, description, source, file, method, metric },
    overrides: [...overrides],
    index: runs.findIndex((each) => each.id === id),
    run: { id, key, generation, name: run.name, definition },
    created_at: run.createdAt,
  };
}
