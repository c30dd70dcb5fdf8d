import { add, mul, sub } from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.js";

export interface MomentumOptions {
  momentum: number;
  /** Looks ahead along the velocity (Sutskever et al. 2013). */
  nesterov: boolean;
}

/** v ← m·v + g;  w ← w − rate · v, with Nesterov w ← w − rate · (g + m·v) */
export function momentum(options: MomentumOptions): Optimizer<"velocity", "rate"> {
  return {
    slots: { velocity: 0 },
    coefficients: (rate) => ({ rate }),
    update: ({ weight, gradient, slots, coefficients: { rate } }) => {
      const velocity = add(mul(slots.velocity, options.momentum), gradient);
      const move = options.nesterov ? add(gradient, mul(velocity, options.momentum)) : velocity;
      return { weight: sub(weight, mul(move, rate)), slots: { velocity } };
    },
  };
}
