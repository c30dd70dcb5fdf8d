import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import { type Rows, scaleChannels, sumChannels } from "../channels.js";
import { addressOf, elementsOf, FLOAT, floatsOf, withScratch } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";

/** Kernels that tfjs does not know: batch-normalization.ts calls them. Channels are a multiple of four. */
export const BATCH_MOMENTS = "SweepBatchMoments";
export const BATCH_NORM_GRADIENT = "SweepBatchNormGradient";

/** x [..., channels] → [mean, variance], each [channels], over everything but the channels. */
export const batchMoments = defineKernel<{ x: TensorInfo }>(
  BATCH_MOMENTS,
  ({ inputs, backend }) => {
    const size = rowsOf(inputs.x);
    const [mean, variance] = newVectors(backend, size.channels);
    const x = addressOf(backend, inputs.x);
    const [means, variances] = [addressOf(backend, mean), addressOf(backend, variance)];
    withScratch(backend, [size.channels], (unused = 0) => {
      const raw = { ...size, x, y: x, xShift: means, yShift: means };
      sumChannels(backend, { ...raw, sums: means, products: unused });
      divide(elementsOf(backend, mean), size.rows);
      sumChannels(backend, { ...raw, sums: unused, products: variances });
      divide(elementsOf(backend, variance), size.rows);
    });
    return [mean, variance];
  },
);

interface GradientInputs {
  x: TensorInfo;
  dy: TensorInfo;
  mean: TensorInfo;
  variance: TensorInfo;
  gamma: TensorInfo;
}

/**
 * → [dx, dgamma, dbeta], where mean and variance are those of x itself (Ioffe & Szegedy 2015, section 3, simplified):
 * dx = γ/σ · (dy − Σdy/n − (x − μ)/σ² · Σ(dy · (x − μ))/n), here as one scale for dy, one for x, and a shift.
 */
export const batchNormGradient = defineKernel<GradientInputs, { epsilon: number }>(
  BATCH_NORM_GRADIENT,
  ({ inputs, attrs: { epsilon }, backend }) => {
    const size = rowsOf(inputs.x);
    const dx = newTensor(backend, inputs.x.shape);
    const [dgamma, dbeta] = newVectors(backend, size.channels);
    const [x, dy] = [addressOf(backend, inputs.x), addressOf(backend, inputs.dy)];
    sumGradients(backend, inputs, addressOf(backend, dbeta), addressOf(backend, dgamma));
    const vectors = [size.channels, size.channels, size.channels];
    withScratch(backend, vectors, (xScale = 0, yScale = 0, shift = 0) => {
      const floats = floatsOf(backend);
      const mean = elementsOf(backend, inputs.mean);
      const variance = elementsOf(backend, inputs.variance);
      const gamma = elementsOf(backend, inputs.gamma);
      const sums = elementsOf(backend, dbeta);
      const products = elementsOf(backend, dgamma);
      for (let c = 0; c < size.channels; c++) {
        const inverse = 1 / Math.sqrt((variance[c] as number) + epsilon);
        const scale = (gamma[c] as number) * inverse;
        const slope = (-scale * inverse * inverse * (products[c] as number)) / size.rows;
        floats[xScale / FLOAT + c] = slope;
        floats[yScale / FLOAT + c] = scale;
        floats[shift / FLOAT + c] =
          (-scale * (sums[c] as number)) / size.rows - slope * (mean[c] as number);
        products[c] = (products[c] as number) * inverse;
      }
      const out = addressOf(backend, dx);
      scaleChannels(backend, { ...size, x, xScale, y: dy, yScale, shift, out });
    });
    return [dx, dgamma, dbeta];
  },
);

/** sums[c] = Σ dy and products[c] = Σ dy · (x − μ), over all rows. */
function sumGradients(
  backend: BackendWasm,
  inputs: GradientInputs,
  sums: number,
  products: number,
): void {
  const size = rowsOf(inputs.x);
  const [x, y] = [addressOf(backend, inputs.x), addressOf(backend, inputs.dy)];
  const xShift = addressOf(backend, inputs.mean);
  withScratch(backend, [size.channels], (yShift = 0) => {
    floatsOf(backend).fill(0, yShift / FLOAT, yShift / FLOAT + size.channels);
    sumChannels(backend, { ...size, x, xShift, y, yShift, sums, products });
  });
}

function rowsOf({ shape }: TensorInfo): Rows {
  const channels = shape.at(-1) as number;
  return { rows: util.sizeFromShape(shape) / channels, channels };
}

function newVectors(backend: BackendWasm, length: number): [TensorInfo, TensorInfo] {
  return [newTensor(backend, [length]), newTensor(backend, [length])];
}

function divide(values: Float32Array, by: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / by;
}
