import type { JsonValue } from "../core/json.js";
import type { MetricGoal } from "../core/metric-goal.js";

/**
 * GET /api/columns?sweep=: what the runs of a sweep (without it: all runs) can be shown, sorted, filtered and grouped by.
 * Archived runs count, too.
 */
export interface ColumnList {
  /** In alphabetical order. */
  parameters: ParameterColumn[];
  metrics: MetricColumn[];
  /** Tags in use, with the number of runs that have them. */
  tags: { name: string; runs: number }[];
  /** What the filter language knows of every run: `state`, `duration`, … */
  fields: FieldColumn[];
  /** How many runs there are in all, and of how many variants: fewer where runs repeat others, or are their folds. */
  runs: number;
  variants: number;
  /** Is any of them one fold of a cross-validation? */
  folded: boolean;
}

export type ValueType = "null" | "boolean" | "number" | "string" | "list" | "object";

export interface ParameterColumn {
  /** Dotted (`augment.shift`). An object that only some runs have (`augment: false`) is a column beside its parts. */
  name: string;
  /** How the filter language names it: `lr`, or `param.loss` where a metric has that name, with backquotes where needed. */
  field: string;
  types: ValueType[];
  /** How many runs have it. */
  runs: number;
  /** Number of different values. */
  distinct: number;
  /** All of them in order, where there are at most 50; else null. */
  values: JsonValue[] | null;
  /** Of its numbers; null where it has none. */
  min: number | null;
  max: number | null;
  /** Does it tell runs apart: not every run has it, or not with the same value? */
  varies: boolean;
}

export interface MetricColumn {
  name: string;
  /** How the filter language names its best value; `.last`, `.min` and `.max` can be appended. */
  field: string;
  /** Which of its values is the best one: by the sweeps that are judged by it, else by its name (a `loss` is minimized). */
  goal: MetricGoal;
  /** How many runs have logged it. */
  runs: number;
  /** Of the runs' best values; null where none is finite. */
  min: number | null;
  max: number | null;
}

export interface FieldColumn {
  name: string;
  type: "text" | "number" | "boolean" | "time" | "duration";
  /** A few words for people. */
  description: string;
  /** All that it can be, where that is known beforehand (`state`). */
  values?: string[];
}
