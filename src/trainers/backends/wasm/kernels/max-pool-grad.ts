import type { TensorInfo } from "@tensorflow/tfjs-core";
import { elementsOf } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";
import {
  forEachWindow,
  type PoolingAttrs,
  type PoolingWindow,
  poolingOf,
} from "./pooling-windows.js";

interface Inputs {
  dy: TensorInfo;
  input: TensorInfo;
  output: TensorInfo;
}

/**
 * A window's gradient goes to the first of its elements that equals its maximum, as in TensorFlow. tfjs's own kernel is
 * wrong where a window's maximum is not positive.
 */
export const maxPoolGrad = defineKernel<Inputs, PoolingAttrs>(
  "MaxPoolGrad",
  ({ inputs: { dy, input, output }, attrs, backend }) => {
    const out = newTensor(backend, input.shape);
    const pooling = poolingOf(attrs, input.shape);
    const [x, y, gradient] = [input, output, dy].map((t) => elementsOf(backend, t)) as Three;
    const dx = elementsOf(backend, out).fill(0);
    const { inChannels: channels, inWidth } = pooling;
    forEachWindow(pooling, (window) => {
      for (let c = 0; c < channels; c++) {
        const at = indexOf(x, y[window.y + c] as number, window, c, channels, inWidth * channels);
        if (at >= 0) dx[at] = (dx[at] as number) + (gradient[window.y + c] as number);
      }
    });
    return out;
  },
);

type Three = [Float32Array, Float32Array, Float32Array];

/** Index of the window's first element of this channel that has the value; −1 where none has: it is NaN. */
function indexOf(
  x: Float32Array,
  value: number,
  window: PoolingWindow,
  channel: number,
  channels: number,
  rowStride: number,
): number {
  for (let row = 0; row < window.rows; row++) {
    const first = window.x + row * rowStride + channel;
    const end = first + window.columns * channels;
    for (let at = first; at < end; at += channels) if (x[at] === value) return at;
  }
  return -1;
}
