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
