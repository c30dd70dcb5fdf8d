import { z } from "zod";

export const metricGoal = z.enum(["minimize", "maximize"]);
export type MetricGoal = z.infer<typeof metricGoal>;

/** The metric that an experiment is judged by. */
export interface Metric {
  name: string;
  goal: MetricGoal;
}

/** Is `candidate` better than `best`? NaN is never better; anything beats NaN or no value at all. */
export function isBetter(
  goal: MetricGoal,
  candidate: number,
  best: number | null | undefined,
): boolean {
  if (Number.isNaN(candidate)) return false;
  if (best === null || best === undefined || Number.isNaN(best)) return true;
  return goal === "maximize" ? candidate > best : candidate < best;
}

/**
 * Which of a metric's values is the best one: what the first of `judges` (sweeps) that is judged by it says. A metric that
 * judges none is told by its name: losses, errors, distances and costs are minimized, everything else is maximized.
 */
export function goalOfMetric(name: string, judges: readonly { metric: Metric }[]): MetricGoal {
  const judge = judges.find(({ metric }) => metric.name === name);
  if (judge) return judge.metric.goal;
  return SMALLER_IS_BETTER.test(name) ? "minimize" : "maximize";
}

const SMALLER_IS_BETTER =
  /(^|[^a-z])(loss|losses|err|error|errors|mse|rmse|mae|mape|nll|bce|perplexity|ppl|distance|cost|regret|latency|seconds|ms|bytes)([^a-z]|$)/i;
