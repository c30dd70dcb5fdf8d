import { type Tensor, Variable } from "@tensorflow/tfjs-core";
import type { LayerVariable } from "@tensorflow/tfjs-layers";

/** One array of numbers that a layer keeps. */
export interface Weight {
  /** e.g. `conv_1/kernel`, the name under which it is saved. */
  name: string;
  variable: Variable;
  /** False for the running statistics of batch normalisation, which gradients do not move. */
  trainable: boolean;
  /** What it is put through after every step; null where it may take any numbers. */
  constrain: ((numbers: Tensor) => Tensor) | null;
}

/** A layer's weight as tfjs's variable, which optimizers assign to. */
export function weightOf(layerVariable: LayerVariable): Weight {
  const variable: Tensor = layerVariable.read();
  if (!(variable instanceof Variable))
    throw new Error(`${layerVariable.originalName}: expected a tfjs variable`);
  const { originalName: name, trainable, constraint } = layerVariable;
  // tfjs's types leave out that there may be none
  const constrain = constraint ? (numbers: Tensor) => constraint.apply(numbers) : null;
  return { name, variable, trainable, constrain };
}

/** Weight decay pulls on kernels only: biases and norms have one axis, and a pull on `prelu`'s slopes would make ReLUs of them. */
export function isKernel({ name, variable }: Weight): boolean {
  return variable.rank > 1 && !name.endsWith("/alpha");
}
