import type { JsonValue } from "../core/json.js";
import type { Metric } from "../core/metric-goal.js";
import type { RunState } from "../core/run-state.js";

/**
 * GET /api/groups?sweep=&where=&archived=&by=optimizer,batch_norm&metric=val_accuracy: runs with equal values of `by`, summed up
 * by the best value of a metric (default: that of the sweep). `by` takes fields of the filter language that have one value and are no times; without it runs are
 * grouped by `variant`: those that differ in nothing but seed and fold are one group. Best group first.
 */
export interface GroupList {
  by: string[];
  metric: Metric | null;
  groups: RunGroup[];
  /** Runs in all groups together. */
  total: number;
  revision: number;
}

export interface RunGroup {
  /** A value for each of `by`; undefined values (the runs lack it) are left out. */
  key: Record<string, JsonValue>;
  /** What its runs are called but for repeat and fold, where they are grouped by `variant`; else null. */
  name: string | null;
  /** Text of the filter language that selects exactly its runs, to be joined to `where` with `and`. */
  where: string;
  runs: number;
  states: Record<RunState, number>;
  /** How many of the running ones are lost: their process is gone. */
  lost: number;
  /** Runs with a finite best value; what follows is about those. All folds of one seed count as one, with their mean. */
  n: number;
  /** Cross-validations without the value of every fold, which have no part in it. */
  incomplete: number;
  mean: number | null;
  /**
   * Where `n` is 1 and that is a cross-validation: its number of folds, over which the following is; else null, and it is over `n`.
   * Folds share training rows, so that an interval over them is a little too narrow.
   */
  folds: number | null;
  /** Sample standard deviation, and the mean's 95 % interval by Student's t; null below two runs. */
  sd: number | null;
  low: number | null;
  high: number | null;
  best: number | null;
  bestRun: string | null;
}
