import type { Tensor } from "@tensorflow/tfjs-core";
import type { Step } from "../../backends/backend.js";

/** The step that makes `probabilities` [n, 10] of `images` [n, 28, 28, 1]. */
export function inferenceStep(network: { infer(images: Tensor): Tensor }): Step {
  return ({ images }) => {
    if (!images) throw new Error("inference step: expected a tensor `images`");
    return { probabilities: network.infer(images) };
  };
}
