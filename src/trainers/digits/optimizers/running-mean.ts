import { add, mul, type Tensor } from "@tensorflow/tfjs-core";

/** `keep · old + (1 − keep) · fresh`. */
export function runningMean(keep: number, old: Tensor, fresh: Tensor): Tensor {
  return add(mul(old, keep), mul(fresh, 1 - keep));
}
