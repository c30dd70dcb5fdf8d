import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend_util, type MaxPoolGradAttrs, type TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf, FLOAT, floatsOf } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";

interface Inputs {
  dy: TensorInfo;
  input: TensorInfo;
  output: TensorInfo;
}

/**
 * Each window's gradient goes to the first of its elements that equals its maximum, as in TensorFlow. tfjs's own kernel is
 * wrong where a window's maximum is not positive.
 */
export const maxPoolGrad = defineKernel<Inputs, MaxPoolGradAttrs>(
  "MaxPoolGrad",
  ({ inputs: { dy, input, output }, attrs, backend }) => {
    const out = newTensor(backend, input.shape);
    const pool = backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    );
    const [x, y, gradient, dx] = [input, output, dy, out].map((t) => tensorFloats(backend, t));
    routeGradients(
      pool,
      x as Float32Array,
      y as Float32Array,
      gradient as Float32Array,
      dx as Float32Array,
    );
    return out;
  },
);

function tensorFloats(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  const at = addressOf(backend, tensor) / FLOAT;
  return floatsOf(backend).subarray(at, at + tensor.shape.reduce((a, b) => a * b, 1));
}

type Pool = backend_util.Conv2DInfo;

function routeGradients(
  pool: Pool,
  x: Float32Array,
  y: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
) {
  dx.fill(0);
  let window = 0;
  for (let n = 0; n < pool.batchSize; n++)
    for (let row = 0; row < pool.outHeight; row++)
      for (let column = 0; column < pool.outWidth; column++, window += pool.outChannels)
        routeWindow(pool, n, row, column, window, x, y, dy, dx);
}

/** `window` is where the output pixel's channels begin. */
function routeWindow(
  pool: Pool,
  n: number,
  row: number,
  column: number,
  window: number,
  x: Float32Array,
  y: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
) {
  const { inHeight, inWidth, outChannels, padInfo } = pool;
  const top = row * pool.strideHeight - padInfo.top;
  const left = column * pool.strideWidth - padInfo.left;
  const firstRow = Math.max(0, top);
  const lastRow = Math.min(inHeight, top + pool.effectiveFilterHeight);
  const firstColumn = Math.max(0, left);
  const lastColumn = Math.min(inWidth, left + pool.effectiveFilterWidth);
  for (let c = 0; c < outChannels; c++) {
    const largest = y[window + c];
    search: for (let r = firstRow; r < lastRow; r++) {
      let at = ((n * inHeight + r) * inWidth + firstColumn) * outChannels + c;
      for (let k = firstColumn; k < lastColumn; k++, at += outChannels)
        if (x[at] === largest) {
          dx[at] = (dx[at] as number) + (dy[window + c] as number);
          break search;
        }
    }
  }
}
