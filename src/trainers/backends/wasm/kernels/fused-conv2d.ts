import type { TensorInfo } from "@tensorflow/tfjs-core";
import { defineKernel } from "../kernel.js";
import { type Activation, activate } from "./activate.js";
import { convolveTensor } from "./conv2d.js";
import type { ConvolutionAttrs } from "./convolution-of.js";

interface Inputs {
  x: TensorInfo;
  filter: TensorInfo;
  bias?: TensorInfo;
  preluActivationWeights?: TensorInfo;
}

export const fusedConv2d = defineKernel<Inputs, ConvolutionAttrs & Activation>(
  "FusedConv2D",
  ({ inputs: { x, filter, bias, preluActivationWeights }, attrs, backend }) => {
    const out = convolveTensor(backend, x, filter, bias ?? null, attrs);
    return activate(backend, out, attrs, preluActivationWeights);
  },
);
