import type { TensorInfo } from "@tensorflow/tfjs-core";
import { filterGradient } from "../filter-gradient.js";
import { addressOf } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";
import { type ConvolutionAttrs, convolutionOf } from "./convolution-of.js";

interface Inputs {
  x: TensorInfo;
  dy: TensorInfo;
}

export const conv2dBackpropFilter = defineKernel<
  Inputs,
  ConvolutionAttrs & { filterShape: number[] }
>("Conv2DBackpropFilter", ({ inputs: { x, dy }, attrs, backend }) => {
  const out = newTensor(backend, attrs.filterShape);
  const convolution = convolutionOf(attrs, x.shape, attrs.filterShape, addressOf(backend, x));
  filterGradient(backend, convolution, addressOf(backend, dy), addressOf(backend, out));
  return out;
});
