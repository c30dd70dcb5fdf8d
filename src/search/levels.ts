import { hashJson } from "../core/hash.js";
import type { JsonValue } from "../core/json.js";
import type { Random } from "../core/random.js";
import type { Dimension } from "../core/search-space.js";
import { nearestStep, stepCount, stepValue } from "./steps.js";
import { logUniform } from "./uniform.js";

/** The distinct values of a dimension that has finitely many, numbered from 0 in the order of the YAML. */
export interface Levels {
  count: number;
  at(level: number): JsonValue;
  /** The number of a level, drawn from the dimension's distribution. */
  draw(random: Random): number;
}

/** Null for a dimension whose values cannot be counted. */
export function levelsOf(dimension: Dimension): Levels | null {
  switch (dimension.kind) {
    case "constant":
      return equallyProbable(1, () => dimension.value);
    case "categorical":
      return categoricalLevels(dimension.values, dimension.probabilities);
    case "int_uniform":
      return equallyProbable(dimension.max - dimension.min + 1, (level) => dimension.min + level);
    case "q_uniform":
      return equallyProbable(stepCount(dimension), (level) => stepValue(dimension, level));
    case "q_log_uniform_values":
      return {
        count: stepCount(dimension),
        at: (level) => stepValue(dimension, level),
        draw: (random) => nearestStep(dimension, logUniform(dimension.min, dimension.max, random)),
      };
    default:
      return null;
  }
}

function equallyProbable(count: number, at: Levels["at"]): Levels {
  return { count, at, draw: (random) => random.int(0, count - 1) };
}

/** Equal values are one level, with their probabilities added; a value of probability 0 is none. */
function categoricalLevels(values: JsonValue[], probabilities?: number[]): Levels {
  const weights = new Map<string, number>();
  const distinct = new Map<string, JsonValue>();
  values.forEach((value, i) => {
    const [key, weight] = [hashJson(value), probabilities?.[i] ?? 1];
    if (weight === 0) return;
    weights.set(key, (weights.get(key) ?? 0) + weight);
    if (!distinct.has(key)) distinct.set(key, value);
  });
  const levels = [...distinct.values()];
  const at = (level: number) => levels[level] ?? null;
  if (!probabilities) return equallyProbable(levels.length, at);
  return {
    count: levels.length,
    at,
    draw: (random) => weightedDraw([...weights.values()], random),
  };
}

/** Inverts the cumulative distribution. */
function weightedDraw(weights: readonly number[], random: Random): number {
  let rest = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [level, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return level;
  }
  return weights.length - 1; // rounding may leave a rest of about 1e-16
}
