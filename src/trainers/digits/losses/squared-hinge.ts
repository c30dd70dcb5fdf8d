import { mean, mul, relu, square, sub } from "@tensorflow/tfjs-core";
import type { Loss } from "./loss.js";

/** Mean over the classes of max(0, 1 − s z)², s = 2t − 1: ten L2 support vector machines, one against the rest each (Tang 2013). */
export const squaredHinge: Loss = (logits, targets) => {
  const sign = sub(mul(targets, 2), 1);
  return mean(square(relu(sub(1, mul(sign, logits)))), 1);
};
