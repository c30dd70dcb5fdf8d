import { mul, sub } from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.js";

/** w ← w − rate · g */
export function sgd(): Optimizer<never, "rate"> {
  return {
    slots: {},
    coefficients: (rate) => ({ rate }),
    update: ({ weight, gradient, coefficients: { rate } }) => ({
      weight: sub(weight, mul(gradient, rate)),
      slots: {},
    }),
  };
}
