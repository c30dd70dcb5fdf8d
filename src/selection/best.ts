import { type BestValue, bestOf } from "../core/best-value.js";
import { SweepError } from "../core/errors.js";
import { isBetter, type Metric, type MetricGoal } from "../core/metric-goal.js";
import type { MetricSummary, RunRecord, SweepRecord } from "../core/records.js";
import { RUN_STATES } from "../core/run-state.js";
import type { MetricStore, RunStore } from "../store/store.js";
import { type FoldSet, gatherFoldSets, isComplete } from "./fold-sets.js";

export interface RankedRun extends BestValue {
  /** From 1. */
  rank: number;
  run: RunRecord;
}

/** What the metric came to in one run; null when it was never logged or never finite. */
export function bestValue(
  summaries: readonly MetricSummary[] | undefined,
  { name, goal }: Metric,
): BestValue | null {
  const summary = summaries?.find((candidate) => candidate.name === name);
  return summary ? bestOf(summary, goal) : null;
}

/**
 * The finished runs of a sweep that have a value of its metric, best first. Equal values: the run that finished earlier
 * comes first. With `all`, also runs that the experiment no longer lists.
 */
export function rankRuns(
  store: RunStore & MetricStore,
  sweep: SweepRecord,
  options: { all?: boolean } = {},
): RankedRun[] {
  const finished = store.listSweepRuns(sweep.id, options).filter((run) => run.state === "finished");
  const summaries = store.summaries(
    finished.map((run) => run.id),
    sweep.metric.name,
  );
  return finished
    .flatMap((run) => {
      const best = bestValue(summaries.get(run.id), sweep.metric);
      return best ? [{ run, ...best }] : [];
    })
    .sort((a, b) => byMerit(sweep.metric.goal, a, b))
    .map((entry, i) => ({ rank: i + 1, ...entry }));
}

/**
 * @throws SweepError("not-found") that says which states the sweep's runs are in, SweepError("conflict") for a cross-validation: a
 * fold's run is judged by other rows than its siblings, and learned from fewer than there are.
 */
export function bestRun(
  store: RunStore & MetricStore,
  sweep: SweepRecord,
  options: { all?: boolean } = {},
): RankedRun {
  const ranked = requireRanked(store, sweep, options);
  if (ranked.some(({ run }) => run.definition.fold))
    throw new SweepError(
      "conflict",
      `${sweep.name}: its runs are folds of a cross-validation, each judged by rows of its own, so that none is best. \`sweep best ${sweep.name}\` compares the configurations, \`sweep ensemble ${sweep.name}\` makes one model of their networks`,
    );
  return ranked[0];
}

/** What `rankRuns` gives, one run at least. @throws SweepError("not-found") that says which states the sweep's runs are in. */
export function requireRanked(
  store: RunStore & MetricStore,
  sweep: SweepRecord,
  options: { all?: boolean } = {},
): [RankedRun, ...RankedRun[]] {
  const [best, ...others] = rankRuns(store, sweep, options);
  if (best) return [best, ...others];
  const states = countStates(store.listSweepRuns(sweep.id, options));
  throw new SweepError(
    "not-found",
    `${sweep.name}: expected a finished run that logged \`${sweep.metric.name}\`, got ${states || "no runs"}`,
  );
}

/** `2 running, 3 queued`, in the order of the run states; empty without runs. */
export function countStates(runs: readonly RunRecord[]): string {
  return RUN_STATES.map((state) => ({ state, n: runs.filter((run) => run.state === state).length }))
    .filter(({ n }) => n > 0)
    .map(({ state, n }) => `${n} ${state}`)
    .join(", ");
}

/** Runs of one configuration and seed: all folds, or a single run. */
export interface RankedSet extends FoldSet {
  /** Mean of its runs' best values; null where a fold is missing. */
  mean: number | null;
}

/** Complete sets first, the best mean first; it takes what `rankRuns` gives. */
export function rankSets(ranked: readonly RankedRun[], { goal }: Metric): RankedSet[] {
  const values = new Map(ranked.map(({ run, value }) => [run.id, value]));
  const sets = gatherFoldSets(ranked.map(({ run }) => run)).map((set) => {
    const sum = set.runs.reduce((total, { id }) => total + (values.get(id) ?? Number.NaN), 0);
    return { ...set, mean: isComplete(set) ? sum / set.count : null };
  });
  return sets.sort((a, b) => {
    if (a.mean === null || b.mean === null)
      return Number(a.mean === null) - Number(b.mean === null);
    return goal === "maximize" ? b.mean - a.mean : a.mean - b.mean;
  });
}

type Contender = BestValue & { run: RunRecord };

function byMerit(goal: MetricGoal, a: Contender, b: Contender): number {
  if (isBetter(goal, a.value, b.value)) return -1;
  if (isBetter(goal, b.value, a.value)) return 1;
  return (a.run.endedAt ?? Infinity) - (b.run.endedAt ?? Infinity);
}
