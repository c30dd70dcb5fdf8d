import {
  backend_util,
  type Conv2DBackpropFilterAttrs,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import { callKernel, defineKernel, disposeTensors } from "../kernel.js";

interface Inputs {
  x: TensorInfo;
  dy: TensorInfo;
}

/**
 * The gradient of a filter is a convolution too: x with batch and channel swapped, by dy as its filter, with the
 * stride as dilation.
 */
export const conv2dBackpropFilter = defineKernel<Inputs, Conv2DBackpropFilterAttrs>(
  "Conv2DBackpropFilter",
  ({ inputs: { x, dy }, attrs, backend }) => {
    const info = backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      attrs.filterShape,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
    const xByChannel = callKernel(backend, "Transpose", { x }, { perm: [3, 1, 2, 0] });
    const dyAsFilter = callKernel(backend, "Transpose", { x: dy }, { perm: [1, 2, 0, 3] });
    const { strideHeight, strideWidth, padInfo } = info;
    const bottom = endPad(
      info.inHeight,
      info.filterHeight,
      info.outHeight,
      strideHeight,
      padInfo.top,
    );
    const right = endPad(info.inWidth, info.filterWidth, info.outWidth, strideWidth, padInfo.left);
    const byChannel = callKernel(
      backend,
      "Conv2D",
      { x: xByChannel, filter: dyAsFilter },
      {
        strides: 1,
        dilations: [strideHeight, strideWidth],
        pad: [
          [0, 0],
          [padInfo.top, bottom],
          [padInfo.left, right],
          [0, 0],
        ],
        dataFormat: "NHWC",
      },
    );
    const gradient = callKernel(backend, "Transpose", { x: byChannel }, { perm: [1, 2, 0, 3] });
    disposeTensors(backend, [xByChannel, dyAsFilter, byChannel]);
    return gradient;
  },
);

/** Padding at the end that makes the swapped convolution's output as large as the filter; may be negative. */
function endPad(input: number, filter: number, output: number, stride: number, startPad: number) {
  return filter - 1 - (input + startPad - (output - 1) * stride - 1);
}
