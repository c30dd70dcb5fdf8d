import { SweepError } from "../../../core/errors.js";
import type { Metric } from "../../../core/metric-goal.js";
import { expectedOneOf } from "../choice.js";

/** What is reported at the end of every epoch, under these names. */
export type EpochMetrics = {
  /** Means over the training images as they were seen: augmented, with dropout, while the weights moved. */
  loss: number;
  accuracy: number;
  /** Over the validation rows, after the epoch. */
  val_loss: number;
  val_accuracy: number;
  /** At the epoch's last step. */
  learning_rate: number;
  /** Training alone, without validation. */
  images_per_second: number;
  /** Training and validation. */
  epoch_seconds: number;
};

/** By which of them an experiment may be judged. */
export const JUDGED_BY = ["val_accuracy", "val_loss", "accuracy", "loss"] as const;

/** Reads the experiment's metric from an epoch's. @throws SweepError when it is none that an epoch can be judged by. */
export function metricReader({ name }: Metric): (metrics: EpochMetrics) => number {
  const known = JUDGED_BY.find((candidate) => candidate === name);
  if (known) return (metrics) => metrics[known];
  throw new SweepError("spec", `metric.name: ${expectedOneOf(JUDGED_BY, name)}`);
}
