import type { Metric } from "../../../core/metric-goal.js";
import type { Tracker } from "../../../tracker/index.js";
import type { Backend } from "../../backends/backend.js";
import type { LabelledDigits } from "../data/index.js";
import type { ResolvedParameters } from "../parameters.js";

/** Everything that a training needs. */
export interface TrainingJob {
  parameters: ResolvedParameters;
  seed: number;
  metric: Metric;
  digits: LabelledDigits;
  backend: Backend;
  tracker: Pick<Tracker, "log" | "progress">;
  /** Milliseconds from any origin. */
  now(): number;
}
