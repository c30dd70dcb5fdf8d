import type { Metric } from "../../core/metric-goal.js";
import type { MetricSummary, RunRecord } from "../../core/records.js";
import { type BestValue, bestValue } from "../../selection/best.js";
import { CHAMPION } from "../../selection/promotion.js";
import type { Store } from "../../store/store.js";

/** A run with what tables and scripts want to know beside it. */
export interface RunView extends RunRecord {
  /** Experiments that contain it. */
  sweeps: string[];
  /** The metric that the first of them is judged by. */
  metric: Metric | null;
  best: BestValue | null;
  /** Summary of that metric. */
  metricSummary: MetricSummary | null;
  champion: boolean;
}

/** `metric`: what the runs are judged by; left out, each is judged as its own experiment is. */
export function viewRuns(store: Store, runs: readonly RunRecord[], metric?: Metric): RunView[] {
  const champion = store.resolveAlias(CHAMPION);
  const summaries = store.summaries(runs.map((run) => run.id));
  return runs.map((run) => {
    const sweeps = store.sweepsOf(run.id);
    const judged = metric ?? metricOf(store, sweeps);
    const own = summaries.get(run.id);
    return {
      ...run,
      sweeps,
      metric: judged,
      best: judged && bestValue(own, judged),
      metricSummary: own?.find(({ name }) => name === judged?.name) ?? null,
      champion: run.id === champion,
    };
  });
}

function metricOf(store: Store, [sweep]: readonly string[]): Metric | null {
  return sweep === undefined ? null : (store.findSweep(sweep)?.metric ?? null);
}
