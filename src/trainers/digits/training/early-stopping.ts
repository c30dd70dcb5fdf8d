import { z } from "zod";
import type { MetricGoal } from "../../../core/metric-goal.js";

/** The options of the parameter `early_stopping`. */
export const earlyStopping = z.strictObject({
  patience: z.int().min(1).default(3).describe("epochs without a better value that are borne"),
  min_delta: z.number().min(0).default(0).describe("a gain smaller than this is none"),
});
export type EarlyStopping = z.output<typeof earlyStopping>;

/** Says after each epoch's value whether training should end. */
export function createStopper(
  options: EarlyStopping | null,
  goal: MetricGoal,
): (value: number) => boolean {
  let best = goal === "maximize" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  let waited = 0;
  return (value) => {
    if (options === null) return false;
    const gain = goal === "maximize" ? value - best : best - value;
    waited = gain > options.min_delta ? 0 : waited + 1;
    if (waited === 0) best = value;
    return waited >= options.patience;
  };
}
