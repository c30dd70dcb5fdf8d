import type { MetricGoal } from "./metric-goal.js";
import type { MetricSummary } from "./records.js";

/** What one run's metric came to. */
export interface BestValue {
  value: number;
  /** Null where a run says a value of its own that it never logged. */
  step: number | null;
}

/** What the run says that the metric came to, else its best value; null when it was never finite. */
export function bestOf(summary: MetricSummary, goal: MetricGoal): BestValue | null {
  const { result, resultStep, min, minStep, max, maxStep } = summary;
  if (result !== null) return { value: result, step: resultStep };
  const [value, step] = goal === "maximize" ? [max, maxStep] : [min, minStep];
  return value === null ? null : { value, step };
}
