import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import { scaleChannels, sumChannels } from "../channels.js";
import { addressOf, FLOAT, floatsOf, withScratch } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";

/** Kernels that tfjs does not know: batch-normalization.ts calls them. Channels are a multiple of four. */
export const BATCH_MOMENTS = "SweepBatchMoments";
export const BATCH_NORM_GRADIENT = "SweepBatchNormGradient";

/** x [..., channels] → [mean, variance], each [channels], over everything but the channels. */
export const batchMoments = defineKernel<{ x: TensorInfo }>(
  BATCH_MOMENTS,
  ({ inputs: { x }, backend }) => {
    const channels = x.shape.at(-1) as number;
    const rows = util.sizeFromShape(x.shape) / channels;
    const [mean, variance] = [newTensor(backend, [channels]), newTensor(backend, [channels])];
    const [means, variances] = [addressOf(backend, mean), addressOf(backend, variance)];
    const at = addressOf(backend, x);
    withScratch(backend, [channels], (unused = 0) => {
      const shifts = { xShift: at, yShift: at };
      sumChannels(backend, {
        rows,
        channels,
        x: at,
        y: at,
        ...shifts,
        sums: means,
        products: unused,
      });
      divide(floatsOf(backend), means, channels, rows);
      const centred = { xShift: means, yShift: means };
      sumChannels(backend, {
        rows,
        channels,
        x: at,
        y: at,
        ...centred,
        sums: unused,
        products: variances,
      });
      divide(floatsOf(backend), variances, channels, rows);
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
    const channels = inputs.x.shape.at(-1) as number;
    const rows = util.sizeFromShape(inputs.x.shape) / channels;
    const dx = newTensor(backend, inputs.x.shape);
    const [dgamma, dbeta] = [newTensor(backend, [channels]), newTensor(backend, [channels])];
    const vectors = [channels, channels, channels, channels];
    withScratch(backend, vectors, (zeros = 0, dyScale = 0, xScale = 0, shift = 0) => {
      const floats = floatsOf(backend);
      floats.fill(0, zeros / FLOAT, zeros / FLOAT + channels);
      const [x, dy] = [addressOf(backend, inputs.x), addressOf(backend, inputs.dy)];
      const [sums, products] = [addressOf(backend, dbeta), addressOf(backend, dgamma)];
      const mean = addressOf(backend, inputs.mean);
      const shifts = { xShift: mean, yShift: zeros };
      sumChannels(backend, { rows, channels, x, y: dy, ...shifts, sums, products });
      for (let c = 0; c < channels; c++) {
        const at = (address: number) => floats[address / FLOAT + c] as number;
        const inverse = 1 / Math.sqrt(at(addressOf(backend, inputs.variance)) + epsilon);
        const scale = at(addressOf(backend, inputs.gamma)) * inverse;
        const slope = (-scale * inverse * inverse * at(products)) / rows;
        floats[dyScale / FLOAT + c] = scale;
        floats[xScale / FLOAT + c] = slope;
        floats[shift / FLOAT + c] = (-scale * at(sums)) / rows - slope * at(mean);
        floats[products / FLOAT + c] = at(products) * inverse;
      }
      const scales = { x, xScale, y: dy, yScale: dyScale, shift };
      scaleChannels(backend, { rows, channels, ...scales, out: addressOf(backend, dx) });
    });
    return [dx, dgamma, dbeta];
  },
);

function divide(floats: Float32Array, address: number, length: number, by: number): void {
  for (let at = address / FLOAT; at < address / FLOAT + length; at++)
    floats[at] = (floats[at] as number) / by;
}
