import type { Metric } from "../core/metric-goal.js";

/**
 * GET /api/importance?sweep=&where=&archived=&metric=val_accuracy: how much each parameter decides of a metric's best value,
 * over the runs that match. `metric` is by default that by which the sweep is judged.
 */
export interface ImportanceReport {
  metric: Metric;
  /** Runs with a finite value: what the figures are about. And runs that match, but have none. */
  runs: number;
  without: number;
  /** Parameters in which the runs differ, the most important first. */
  parameters: ParameterImportance[];
  /** Share of the metric's variance that the parameters tell of runs not learned from (R²); below 0: worse than the mean. */
  explained: number | null;
  /** What speaks against trusting the figures, as a sentence; null where nothing does. */
  note: string | null;
}

export interface ParameterImportance {
  /** Dotted where it is nested. */
  name: string;
  /** Share of what all parameters together tell; they sum to 1, or are all 0. */
  importance: number;
  /** Number of different values. */
  distinct: number;
  /** Rank correlation; above 0 larger values do better, whatever the goal. Null for names, which have no order. */
  correlation: number | null;
}
