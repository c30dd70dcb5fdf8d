import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { kernels } from "./lowering/index.js";
import { registerBatchNormGradient } from "./recording/batch-norm-gradient.js";
import { registerMeanGradient } from "./recording/mean-gradient.js";
import { COMPILED, RecordingBackend, registerKernels } from "./recording/recording-backend.js";

/**
 * Makes the recording backend known to tfjs, which knows the kernels of a backend for good, and the backend itself until it is
 * disposed of.
 */
export function registerRecording(): void {
  if (tf.getKernelsForBackend(COMPILED).length === 0) registerKernels(kernels);
  if (!tf.findBackendFactory(COMPILED)) tf.registerBackend(COMPILED, () => new RecordingBackend());
  registerBatchNormGradient();
  registerMeanGradient();
}
