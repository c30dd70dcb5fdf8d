import type { Tensor } from "@tensorflow/tfjs-core";

/**
 * How wrong each answer is, [n], of `logits` [n, 10] and `targets` [n, 10]: one 1 in each row, or shares that add up to 1 with
 * label smoothing.
 */
export type Loss = (logits: Tensor, targets: Tensor) => Tensor;
