import * as tf from "@tensorflow/tfjs-core";
import type { Step } from "../../backends/backend.js";
import type { Network } from "../network/network.js";

/**
 * A training step of `trained` after which the weights of `averaged`, a network of the same plan, follow those of `trained`:
 * average ← kept · average + (1 − kept) · weight (Polyak & Juditsky 1992, with exponentially falling shares). The scalar `kept`
 * is one more input. The running statistics of batch normalisation are averaged with the rest, as in Tan & Le 2019: they
 * belong to the activations of the weights that were averaged, more than the last ones do.
 */
export function averagingStep(step: Step, trained: Network, averaged: Network): Step {
  return (inputs) => {
    const outputs = step(inputs);
    const { kept } = inputs;
    if (!kept) throw new Error("training step: expected a tensor `kept`");
    trained.weights.forEach(({ name, variable }, i) => {
      const average = averaged.weights[i]?.variable;
      if (!average) throw new Error(`${name}: expected its average`);
      average.assign(tf.add(variable, tf.mul(kept, tf.sub(average, variable))));
    });
    return outputs;
  };
}
