import type { JsonValue, Parameters } from "../../core/json.js";
import type { RunRecord } from "../../core/records.js";
import { hasEnded } from "../../core/run-state.js";
import type { Point, SearchSpace } from "../../core/search-space.js";
import type { Observation } from "../../search/sampler.js";
import { bestValue } from "../../selection/best.js";
import type { Experiment } from "../../spec/experiment.js";
import type { PlannedRun } from "../../spec/plan.js";
import type { MetricStore } from "../../store/store.js";

export interface ProposerOptions {
  experiment: Experiment;
  store: Pick<MetricStore, "summaries">;
  /** Asks the sampler for one more point. */
  plan(index: number, history: Observation[]): PlannedRun[] | null;
}

/**
 * For samplers that learn: proposes the next run from those that the sweep has, in the sweep's order, whichever orchestrator
 * started them. Their number is the next index, so that a resumed sweep goes on where it stopped.
 */
export function createProposer({ experiment, store, plan }: ProposerOptions) {
  const most = experiment.runCap ?? Number.POSITIVE_INFINITY;
  return (runs: readonly RunRecord[]): PlannedRun | null => {
    if (runs.length >= most) return null;
    const history = runs.flatMap((run, index) => observe(run, index, experiment, store));
    return plan(runs.length, history)?.[0] ?? null;
  };
}

function observe(
  run: RunRecord,
  index: number,
  { space, metric }: Experiment,
  store: Pick<MetricStore, "summaries">,
): Observation[] {
  const point = pointOf(space, run.definition.parameters);
  if (!hasEnded(run.state) || point === null) return [];
  const best = bestValue(store.summaries([run.id]).get(run.id), metric);
  return [{ index, point, value: run.state === "finished" ? (best?.value ?? null) : null }];
}

/** Null where the run was made for another space and lacks one of its parameters. */
function pointOf(space: SearchSpace, parameters: Parameters): Point | null {
  const point: Point = {};
  for (const name of space.keys()) {
    const value = valueAt(parameters, name.split("."));
    if (value === undefined) return null;
    point[name] = value;
  }
  return point;
}

function valueAt(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return valueAt(value[first], rest);
}
