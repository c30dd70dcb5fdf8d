import { logSoftmax, mul, neg, sum } from "@tensorflow/tfjs-core";
import type { Loss } from "./loss.js";

/** −Σ t log p, with p the softmax of the logits. */
export const crossEntropy: Loss = (logits, targets) =>
  neg(sum(mul(targets, logSoftmax(logits)), 1));
