import type { BestValue } from "../../core/best-value.js";
import type { Witness } from "../../core/lost-run.js";
import type { Metric } from "../../core/metric-goal.js";
import type { MetricSummary, RunRecord } from "../../core/records.js";
import { bestValue } from "../../selection/best.js";
import { attendances } from "../../selection/lost-runs.js";
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
  /** Recorded as running, but nothing works on it. */
  lost: boolean;
  /** Its process goes on without an orchestrator. */
  unattended: boolean;
}

export interface ViewOptions extends Witness {
  /** What the runs are judged by; left out, each is judged as its own experiment is. */
  metric?: Metric;
}

export function viewRuns(
  store: Store,
  runs: readonly RunRecord[],
  { metric, ...witness }: ViewOptions,
): RunView[] {
  const champion = store.resolveAlias(CHAMPION);
  const found = attendances(store, runs, witness);
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
      lost: found.get(run.id) === "lost",
      unattended: found.get(run.id) === "unattended",
    };
  });
}

function metricOf(store: Store, [sweep]: readonly string[]): Metric | null {
  return sweep === undefined ? null : (store.findSweep(sweep)?.metric ?? null);
}
