import { z } from "zod";

/** The options of the parameter `weight_averaging`. */
export const weightAveraging = z.strictObject({
  decay: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.995)
    .describe("how much of the average each step keeps: 0.995 reaches back some 200 steps"),
});
export type WeightAveraging = z.output<typeof weightAveraging>;

/**
 * How much of the average the step (from 1) keeps: min(decay, (1 + step) / (10 + step)), as TensorFlow's
 * tf.train.ExponentialMovingAverage with `num_updates`. So it never reaches back further than about a ninth of the steps so far,
 * and the starting weights are soon forgotten.
 */
export function keptAverage({ decay }: WeightAveraging, step: number): number {
  return Math.min(decay, (1 + step) / (10 + step));
}
