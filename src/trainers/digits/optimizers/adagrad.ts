import { add, div, mul, sqrt, square, sub } from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.js";

export interface AdagradOptions {
  initial: number;
  epsilon: number;
}

/** Duchi et al. 2011: the gradient is divided by the root of the sum of all its squares so far. */
export function adagrad(options: AdagradOptions): Optimizer<"sum", "rate"> {
  return {
    slots: { sum: options.initial },
    coefficients: (rate) => ({ rate }),
    update: ({ weight, gradient, slots, coefficients: { rate } }) => {
      const sum = add(slots.sum, square(gradient));
      const move = mul(div(gradient, sqrt(add(sum, options.epsilon))), rate);
      return { weight: sub(weight, move), slots: { sum } };
    },
  };
}
