import type { JsonValue } from "../core/json.js";
import type { MetricGoal } from "../core/metric-goal.js";
import type { BuiltinName } from "./builtins.js";

/** A value that every run may have. Some have several at once (`tag`, `sweep`): what holds for one of them holds for the run. */
export type Field =
  /** Dotted: `augment.shift`. */
  | { kind: "parameter"; name: string }
  /** `best` is the minimum or maximum, whichever is the goal. */
  | { kind: "metric"; name: string; stat: MetricStat; goal: MetricGoal }
  | { kind: "builtin"; name: BuiltinName };

export const METRIC_STATS = ["best", "last", "min", "max", "count", "nonfinite"] as const;
export type MetricStat = (typeof METRIC_STATS)[number];

/**
 * Which runs are meant. Every filter is true or false of every run, so that `not` is plain negation:
 *
 * - A comparison is true when the run has a value, of the type of the filter's value, that compares so. It is false when the run
 *   lacks the field (`missing` is then true) and when the types differ: a string is never equal to, below or above a number.
 * - Numbers compare as numbers, strings by code points; lists and objects are equal when all that is in them is, in whatever
 *   order an object's keys were written. Booleans, null, lists and objects have no order.
 * - `contains` is about strings, and ignores case.
 * - A metric without a finite value lacks `best`, `min` and `max`; one whose last value is not finite lacks `last`.
 *   Times are milliseconds since 1970, durations milliseconds.
 */
export type Filter =
  | { type: "and" | "or"; parts: Filter[] }
  | { type: "not"; part: Filter }
  | { type: "missing"; field: Field }
  | { type: "equal"; field: Field; values: JsonValue[] } // to one of them
  | { type: "compare"; field: Field; operator: OrderOperator; value: number | string }
  | { type: "contains"; field: Field; text: string };

export type OrderOperator = "<" | "<=" | ">" | ">=";

/**
 * Runs without a value come last, ascending or descending. Of different types: null, booleans (false first), numbers, strings,
 * lists, objects.
 */
export interface SortKey {
  field: Field;
  descending: boolean;
}

/** What the store's runs have, besides the built-in fields. */
export interface KnownNames {
  /** Dotted. */
  parameters: readonly string[];
  metrics: readonly { name: string; goal: MetricGoal }[];
}
