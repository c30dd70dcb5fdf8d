import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import { isVectorised, scaleChannels } from "../channels.js";
import { addressOf, FLOAT, floatsOf, withScratch } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";

interface Inputs {
  x: TensorInfo;
  mean: TensorInfo;
  variance: TensorInfo;
  offset?: TensorInfo;
  scale?: TensorInfo;
}

/** One pass of four channels at a time where mean and the like are one number for each channel. */
export const fusedBatchNorm = defineKernel<Inputs, { varianceEpsilon: number }>(
  "FusedBatchNorm",
  ({ inputs, attrs, backend }, own) => {
    const channels = inputs.x.shape.at(-1);
    const { mean, variance, offset, scale } = inputs;
    const perChannel = [mean, variance, offset, scale].every((v) => !v || v.shape.length === 1);
    if (!isVectorised(channels) || !perChannel) return own();
    return normalise(backend, inputs, channels, attrs.varianceEpsilon);
  },
);

function normalise(backend: BackendWasm, inputs: Inputs, channels: number, epsilon: number) {
  const out = newTensor(backend, inputs.x.shape);
  withScratch(backend, [channels, channels, channels], (scale = 0, none = 0, shift = 0) => {
    const vector = (tensor: TensorInfo | undefined, missing: number) =>
      tensor ? channelVector(backend, tensor, channels) : new Float32Array(channels).fill(missing);
    const means = vector(inputs.mean, 0);
    const variances = vector(inputs.variance, 1);
    const gammas = vector(inputs.scale, 1);
    const betas = vector(inputs.offset, 0);
    const floats = floatsOf(backend);
    floats.fill(0, none / FLOAT, none / FLOAT + channels);
    for (let c = 0; c < channels; c++) {
      const factor = (gammas[c] as number) / Math.sqrt((variances[c] as number) + epsilon);
      floats[scale / FLOAT + c] = factor;
      floats[shift / FLOAT + c] = (betas[c] as number) - (means[c] as number) * factor;
    }
    const x = addressOf(backend, inputs.x);
    const rows = util.sizeFromShape(inputs.x.shape) / channels;
    const work = { x, xScale: scale, y: x, yScale: none, shift, out: addressOf(backend, out) };
    scaleChannels(backend, { rows, channels, ...work });
  });
  return out;
}

/** The floats of a vector, as a view that an allocation invalidates. */
export function channelVector(backend: BackendWasm, vector: TensorInfo, channels: number) {
  const at = addressOf(backend, vector) / FLOAT;
  return floatsOf(backend).subarray(at, at + channels);
}
