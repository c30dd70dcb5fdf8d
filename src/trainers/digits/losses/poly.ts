import { add, mul, softmax, sub, sum } from "@tensorflow/tfjs-core";
import { crossEntropy } from "./cross-entropy.js";
import type { Loss } from "./loss.js";

/** Cross-entropy + ε (1 − Σ t p), "Poly-1" (Leng et al. 2022): the first term of its series gets another weight. */
export function poly({ epsilon }: { epsilon: number }): Loss {
  return (logits, targets) => {
    const certainty = sum(mul(targets, softmax(logits)), 1);
    return add(crossEntropy(logits, targets), mul(epsilon, sub(1, certainty)));
  };
}
