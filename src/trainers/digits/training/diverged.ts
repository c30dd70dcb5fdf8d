import { SweepError } from "../../../core/errors.js";

/** The run cannot be saved: says where it ended and what to change. `step` counts optimizer steps from 1. */
export function diverged(
  loss: string,
  value: number,
  at: { epoch: number; step: number; learningRate: number },
): SweepError {
  const { epoch, step, learningRate } = at;
  return new SweepError(
    "spec",
    `${loss} became ${value} in epoch ${epoch}, step ${step}: lower learning_rate (${learningRate})`,
  );
}
