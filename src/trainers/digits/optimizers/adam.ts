import { add, div, mul, sqrt, square, sub } from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.js";
import { runningMean } from "./running-mean.js";

export interface AdamOptions {
  beta1: number;
  beta2: number;
  epsilon: number;
}

/**
 * Kingma & Ba 2015, algorithm 1: w ← w − rate · m̂ / (√v̂ + ε) with m, v the running means of g and g², divided by 1 − βᵗ
 * because they start at zero.
 */
export function adam(options: AdamOptions): Optimizer<"mean" | "square", "rate" | "unbias"> {
  return {
    slots: { mean: 0, square: 0 },
    coefficients: (rate, step) => ({
      rate: rate / (1 - options.beta1 ** step),
      unbias: 1 / (1 - options.beta2 ** step),
    }),
    update: ({ weight, gradient, slots, coefficients }) => {
      const mean = runningMean(options.beta1, slots.mean, gradient);
      const squares = runningMean(options.beta2, slots.square, square(gradient));
      const spread = add(sqrt(mul(squares, coefficients.unbias)), options.epsilon);
      const move = mul(div(mean, spread), coefficients.rate);
      return { weight: sub(weight, move), slots: { mean, square: squares } };
    },
  };
}
