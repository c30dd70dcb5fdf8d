import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import { isVectorised, type Rows, sumChannels } from "../channels.js";
import { addressOf, FLOAT, floatsOf, withScratch } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";

interface Inputs {
  x: TensorInfo;
}

interface Attrs {
  axis: number | number[];
  keepDims: boolean;
}

/** Over all axes but the last, where most sums of a training step are; tfjs's own transposes first. */
export const sum = defineKernel<Inputs, Attrs>("Sum", ({ inputs: { x }, attrs, backend }, own) => {
  const rows = rowsOf(x, attrs.axis);
  return rows ? sumRows(backend, x, rows, attrs.keepDims, 1) : own();
});

export const mean = defineKernel<Inputs, Attrs>(
  "Mean",
  ({ inputs: { x }, attrs, backend }, own) => {
    const rows = rowsOf(x, attrs.axis);
    return rows ? sumRows(backend, x, rows, attrs.keepDims, 1 / rows.rows) : own();
  },
);

/** The tensor as rows of channels when the axes are all but the last, else null. */
function rowsOf({ shape, dtype }: TensorInfo, axis: number | number[]): Rows | null {
  const axes = util.parseAxisParam(axis, shape).sort((a, b) => a - b);
  const leading =
    shape.length > 1 && axes.length === shape.length - 1 && axes.every((a, i) => a === i);
  const channels = shape.at(-1);
  if (!leading || !isVectorised(channels) || dtype !== "float32") return null;
  const rows = util.sizeFromShape(shape) / channels;
  return rows > 0 ? { rows, channels } : null;
}

function sumRows(
  backend: BackendWasm,
  x: TensorInfo,
  { rows, channels }: Rows,
  keepDims: boolean,
  factor: number,
): TensorInfo {
  const shape = keepDims ? [...x.shape.slice(0, -1).fill(1), channels] : [channels];
  const out = newTensor(backend, shape);
  withScratch(backend, [channels], (products = 0) => {
    const [address, sums] = [addressOf(backend, x), addressOf(backend, out)];
    const pair = { x: address, xShift: address, y: address, yShift: address };
    sumChannels(backend, { rows, channels, ...pair, sums, products });
    scaleInPlace(floatsOf(backend), sums / FLOAT, channels, factor);
  });
  return out;
}

function scaleInPlace(floats: Float32Array, at: number, length: number, factor: number): void {
  if (factor === 1) return;
  for (let i = at; i < at + length; i++) floats[i] = (floats[i] as number) * factor;
}
