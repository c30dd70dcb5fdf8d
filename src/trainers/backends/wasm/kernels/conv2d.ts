import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { PANEL } from "../contraction-code.js";
import { convolve } from "../convolution.js";
import { addressOf, FLOAT, floatsOf, withScratch } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";
import { packPanels, wholeColumns } from "../panels.js";
import { type ConvolutionAttrs, convolutionOf } from "./convolution-of.js";

interface Inputs {
  x: TensorInfo;
  filter: TensorInfo;
}

export const conv2d = defineKernel<Inputs, ConvolutionAttrs>(
  "Conv2D",
  ({ inputs: { x, filter }, attrs, backend }) => convolveTensor(backend, x, filter, null, attrs),
);

/** The convolution of x by a filter, plus a bias for each output channel. */
export function convolveTensor(
  backend: BackendWasm,
  x: TensorInfo,
  filter: TensorInfo,
  bias: TensorInfo | null,
  attrs: ConvolutionAttrs,
): TensorInfo {
  const convolution = convolutionOf(attrs, x.shape, filter.shape, addressOf(backend, x));
  const { outChannels, outShape } = convolution;
  const out = newTensor(backend, outShape);
  const columns = wholeColumns(outChannels);
  const steps = filter.shape.slice(0, 3).reduce((product, size) => product * size, 1);
  withScratch(backend, [steps * columns, columns], (panels = 0, biases = 0) => {
    const floats = floatsOf(backend);
    const matrix = {
      at: addressOf(backend, filter) / FLOAT,
      steps,
      columns: outChannels,
      stepStride: outChannels,
      columnStride: 1,
    };
    packPanels(floats, matrix, panels / FLOAT, steps * PANEL);
    if (bias) copyBias(floats, addressOf(backend, bias) / FLOAT, biases / FLOAT, outChannels);
    convolve(backend, convolution, panels, addressOf(backend, out), bias && biases);
  });
  return out;
}

function copyBias(floats: Float32Array, from: number, to: number, length: number): void {
  floats.fill(0, to, to + wholeColumns(length));
  floats.copyWithin(to, from, from + length);
}
