import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import { isVectorised, scaleChannels } from "../channels.js";
import { addressOf, elementsOf, FLOAT, floatsOf, withScratch } from "../heap.js";
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
  const tensor = newTensor(backend, inputs.x.shape);
  const rows = util.sizeFromShape(inputs.x.shape) / channels;
  const [x, out] = [addressOf(backend, inputs.x), addressOf(backend, tensor)];
  withScratch(backend, [channels, channels, channels], (xScale = 0, yScale = 0, shift = 0) => {
    floatsOf(backend).fill(0, yScale / FLOAT, yScale / FLOAT + channels);
    fillScales(backend, inputs, { channels, epsilon, xScale, shift });
    scaleChannels(backend, { rows, channels, x, xScale, y: x, yScale, shift, out });
  });
  return tensor;
}

/** (x − μ) · γ/σ + β as one scale and one shift for each channel, which are written to these addresses. */
function fillScales(
  backend: BackendWasm,
  inputs: Inputs,
  to: { channels: number; epsilon: number; xScale: number; shift: number },
): void {
  const floats = floatsOf(backend);
  const mean = elementsOf(backend, inputs.mean);
  const variance = elementsOf(backend, inputs.variance);
  const gamma = inputs.scale && elementsOf(backend, inputs.scale);
  const beta = inputs.offset && elementsOf(backend, inputs.offset);
  for (let c = 0; c < to.channels; c++) {
    const scale = (gamma?.[c] ?? 1) / Math.sqrt((variance[c] as number) + to.epsilon);
    floats[to.xScale / FLOAT + c] = scale;
    floats[to.shift / FLOAT + c] = (beta?.[c] ?? 0) - (mean[c] as number) * scale;
  }
}
