import { hastenBatchNormalization } from "../batch-normalization.js";
import { registerKernels } from "../kernel.js";
import { avgPoolGrad } from "./avg-pool-grad.js";
import { batchMatMul } from "./batch-matmul.js";
import { batchMoments, batchNormGradient } from "./batch-norm-training.js";
import { mean, sum } from "./channel-sums.js";
import { conv2d } from "./conv2d.js";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.js";
import { conv2dBackpropInput } from "./conv2d-backprop-input.js";
import {
  depthwiseConv2dNative,
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
} from "./depthwise-conv2d.js";
import { fusedBatchNorm } from "./fused-batch-norm.js";
import { fusedConv2d } from "./fused-conv2d.js";
import { identity } from "./identity.js";
import { maxPoolGrad } from "./max-pool-grad.js";

const kernels = [
  avgPoolGrad,
  batchMatMul,
  batchMoments,
  batchNormGradient,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseConv2dNative,
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
  fusedBatchNorm,
  fusedConv2d,
  identity,
  maxPoolGrad,
  mean,
  sum,
];

let registered = false; // as tfjs's registry is, this belongs to the process

/** Adds our kernels to tfjs's wasm backend. Doing it again changes nothing. */
export function registerTrainingKernels(): void {
  if (registered) return;
  registerKernels(kernels);
  hastenBatchNormalization();
  registered = true;
}
