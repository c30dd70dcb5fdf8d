import type { TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf } from "../heap.js";
import { inputGradient } from "../input-gradient.js";
import { defineKernel, newTensor } from "../kernel.js";
import { type ConvolutionAttrs, convolutionOf } from "./convolution-of.js";

interface Inputs {
  dy: TensorInfo;
  filter: TensorInfo;
}

export const conv2dBackpropInput = defineKernel<
  Inputs,
  ConvolutionAttrs & { inputShape: number[] }
>("Conv2DBackpropInput", ({ inputs: { dy, filter }, attrs, backend }) => {
  const out = newTensor(backend, attrs.inputShape);
  const dx = addressOf(backend, out);
  const convolution = convolutionOf(attrs, attrs.inputShape, filter.shape, dx);
  inputGradient(backend, {
    convolution,
    filter: addressOf(backend, filter),
    dy: addressOf(backend, dy),
    dx,
  });
  return out;
});
