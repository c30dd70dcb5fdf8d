import { abs, add, div, maximum, mul, sub } from "@tensorflow/tfjs-core";
import type { AdamOptions } from "./adam.js";
import type { Optimizer } from "./optimizer.js";
import { runningMean } from "./running-mean.js";

/** Kingma & Ba 2015, algorithm 2: Adam with the largest recent |g| in place of the mean square. */
export function adamax(options: AdamOptions): Optimizer<"mean" | "largest", "rate"> {
  return {
    slots: { mean: 0, largest: 0 },
    coefficients: (rate, step) => ({ rate: rate / (1 - options.beta1 ** step) }),
    update: ({ weight, gradient, slots, coefficients: { rate } }) => {
      const mean = runningMean(options.beta1, slots.mean, gradient);
      const largest = maximum(mul(slots.largest, options.beta2), abs(gradient));
      const move = mul(div(mean, add(largest, options.epsilon)), rate);
      return { weight: sub(weight, move), slots: { mean, largest } };
    },
  };
}
