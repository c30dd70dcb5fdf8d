import {
  getKernel,
  type KernelConfig,
  registerKernel,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.js";

const kernels: KernelConfig[] = [conv2dBackpropFilter];

/** Adds them to tfjs's wasm backend, in place of its own of the same name. Doing it again changes nothing. */
export function registerTrainingKernels(): void {
  for (const kernel of kernels) {
    if (getKernel(kernel.kernelName, "wasm") === kernel) continue;
    if (getKernel(kernel.kernelName, "wasm")) unregisterKernel(kernel.kernelName, "wasm");
    registerKernel(kernel);
  }
}
