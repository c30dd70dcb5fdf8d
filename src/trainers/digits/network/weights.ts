import { type Tensor, Variable } from "@tensorflow/tfjs-core";
import type { LayerVariable } from "@tensorflow/tfjs-layers";

/** One array of numbers that a layer keeps. */
export interface Weight {
  /** e.g. `conv_1/kernel`, the name under which it is saved. */
  name: string;
  variable: Variable;
  /** False for the running statistics of batch normalisation, which gradients do not move. */
  trainable: boolean;
}

/** A layer's weight as tfjs's variable, which optimizers assign to. */
export function weightOf(layerVariable: LayerVariable): Weight {
  const variable: Tensor = layerVariable.read();
  if (!(variable instanceof Variable))
    throw new Error(`${layerVariable.originalName}: expected a tfjs variable`);
  return { name: layerVariable.originalName, variable, trainable: layerVariable.trainable };
}

/** Weight decay pulls on kernels only: biases and norms have one axis. */
export function isKernel({ variable }: Weight): boolean {
  return variable.rank > 1;
}
