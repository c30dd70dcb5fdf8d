import { add, div, mul, sqrt, square, sub } from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.js";
import { runningMean } from "./running-mean.js";

export interface RmspropOptions {
  decay: number;
  momentum: number;
  epsilon: number;
}

/** Tieleman & Hinton 2012: the gradient is divided by the root of its running mean square. */
export function rmsprop(options: RmspropOptions): Optimizer<"square" | "velocity", "rate"> {
  return {
    slots: { square: 0, velocity: 0 },
    coefficients: (rate) => ({ rate }),
    update: ({ weight, gradient, slots, coefficients: { rate } }) => {
      const squares = runningMean(options.decay, slots.square, square(gradient));
      const scaled = mul(div(gradient, sqrt(add(squares, options.epsilon))), rate);
      const velocity = add(mul(slots.velocity, options.momentum), scaled);
      return { weight: sub(weight, velocity), slots: { square: squares, velocity } };
    },
  };
}
