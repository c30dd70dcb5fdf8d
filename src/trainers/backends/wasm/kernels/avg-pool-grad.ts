import type { TensorInfo } from "@tensorflow/tfjs-core";
import { elementsOf } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";
import { forEachWindow, type PoolingAttrs, poolingOf } from "./pooling-windows.js";

/**
 * Every element of a window gets an equal share of its gradient. Padding has no share, as it has none in the average; tfjs's
 * own kernels, the reference's too, give it one, so that their gradient is too small at the edge.
 */
export const avgPoolGrad = defineKernel<{ dy: TensorInfo; input: TensorInfo }, PoolingAttrs>(
  "AvgPoolGrad",
  ({ inputs: { dy, input }, attrs, backend }) => {
    const out = newTensor(backend, input.shape);
    const pooling = poolingOf(attrs, input.shape);
    const gradient = elementsOf(backend, dy);
    const dx = elementsOf(backend, out).fill(0);
    const { inChannels: channels, inWidth } = pooling;
    forEachWindow(pooling, ({ x, y, rows, columns }) => {
      const share = 1 / (rows * columns);
      for (let row = 0; row < rows; row++) {
        let at = x + row * inWidth * channels;
        for (let column = 0; column < columns; column++)
          for (let c = 0; c < channels; c++, at++)
            dx[at] = (dx[at] as number) + (gradient[y + c] as number) * share;
      }
    });
    return out;
  },
);
