import { clipByValue, logSoftmax, mul, neg, pow, softmax, sub, sum } from "@tensorflow/tfjs-core";
import type { Loss } from "./loss.js";

const SMALLEST = 1e-7; // the slope of x^γ is infinite at 0 for γ below 1

/** −Σ t (1 − p)^γ log p (Lin et al. 2017): what the network is sure of already counts less. */
export function focal({ gamma }: { gamma: number }): Loss {
  return (logits, targets) => {
    const doubt = clipByValue(sub(1, softmax(logits)), SMALLEST, 1);
    const terms = mul(pow(doubt, gamma), logSoftmax(logits));
    return neg(sum(mul(targets, terms), 1));
  };
}
