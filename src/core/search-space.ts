import type { JsonValue } from "./json.js";

/** One dimension of the search space, after the W&B sweep vocabulary. */
export type Dimension =
  | { kind: "constant"; value: JsonValue }
  | { kind: "categorical"; values: JsonValue[]; probabilities?: number[] }
  | { kind: "int_uniform"; min: number; max: number }
  | { kind: "uniform"; min: number; max: number }
  | { kind: "q_uniform"; min: number; max: number; q: number }
  /** min and max are values, not exponents. */
  | { kind: "log_uniform_values"; min: number; max: number }
  | { kind: "q_log_uniform_values"; min: number; max: number; q: number }
  | { kind: "normal"; mu: number; sigma: number }
  | { kind: "q_normal"; mu: number; sigma: number; q: number }
  | { kind: "log_normal"; mu: number; sigma: number };

/** Dimensions by parameter name; nested parameters have dotted names (`optimizer.lr`). Order is the order in the YAML. */
export type SearchSpace = ReadonlyMap<string, Dimension>;

/** One point of the space, flat: dotted names to values. */
export type Point = Record<string, JsonValue>;
