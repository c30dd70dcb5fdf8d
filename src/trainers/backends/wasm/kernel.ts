import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  getKernel,
  type KernelConfig,
  type KernelFunc,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

/** A kernel's arguments as tfjs passes them, with the types that its name stands for. */
export interface KernelArguments<Inputs, Attrs> {
  inputs: Inputs;
  attrs: Attrs;
  backend: BackendWasm;
}

/** A kernel of the wasm backend. Its outputs are new tensors; its inputs are left as they are. */
export function defineKernel<Inputs, Attrs>(
  kernelName: string,
  compute: (args: KernelArguments<Inputs, Attrs>) => TensorInfo,
): KernelConfig {
  return { kernelName, backendName: "wasm", kernelFunc: compute as unknown as KernelFunc }; // tfjs types them all alike
}

/** Calls another kernel of the wasm backend; the caller disposes of what it returns. */
export function callKernel(
  backend: BackendWasm,
  kernelName: string,
  inputs: Record<string, TensorInfo>,
  attrs: object = {},
): TensorInfo {
  const kernel = getKernel(kernelName, "wasm");
  if (!kernel) throw new Error(`wasm: expected a kernel named ${kernelName}, found none`);
  return kernel.kernelFunc({ inputs, attrs: { ...attrs }, backend }) as TensorInfo;
}

export function disposeTensors(backend: BackendWasm, tensors: TensorInfo[]): void {
  for (const { dataId } of tensors) backend.disposeData(dataId);
}
