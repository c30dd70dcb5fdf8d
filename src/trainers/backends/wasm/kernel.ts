import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  getKernel,
  type KernelConfig,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from "@tensorflow/tfjs-core";

/** A kernel's arguments as tfjs passes them, with the types that its name stands for. */
export interface KernelArguments<Inputs, Attrs> {
  inputs: Inputs;
  attrs: Attrs;
  backend: BackendWasm;
}

type Result = TensorInfo | TensorInfo[];

/** A kernel of the wasm backend, not registered yet. */
export interface Kernel {
  name: string;
  /** The kernel in tfjs's terms; `own` is what tfjs has under this name. */
  configure(own: KernelConfig | undefined): KernelConfig;
}

/**
 * A kernel that stands beside tfjs's own ones or in place of one. Its outputs are new tensors; its inputs stay as they are.
 * `own` computes the same with tfjs's kernel of this name.
 */
export function defineKernel<Inputs, Attrs = object>(
  name: string,
  compute: (args: KernelArguments<Inputs, Attrs>, own: () => Result) => Result,
): Kernel {
  return { name, configure: (own) => ({ ...own, ...configOf(name, compute, own) }) };
}

function configOf<Inputs, Attrs>(
  kernelName: string,
  compute: (args: KernelArguments<Inputs, Attrs>, own: () => Result) => Result,
  own: KernelConfig | undefined,
): KernelConfig {
  const kernelFunc: KernelFunc = (args) =>
    compute(args as unknown as KernelArguments<Inputs, Attrs>, () => {
      if (!own) throw new Error(`wasm: expected tfjs to have a kernel ${kernelName}, found none`);
      return own.kernelFunc(args);
    });
  return { kernelName, backendName: "wasm", kernelFunc };
}

/** Registers kernels with tfjs, each in place of the one that has its name. */
export function registerKernels(kernels: readonly Kernel[]): void {
  for (const { name, configure } of kernels) {
    const own = getKernel(name, "wasm");
    if (own) unregisterKernel(name, "wasm");
    registerKernel(configure(own));
  }
}

/** Calls a registered kernel of the wasm backend; the caller disposes of what it returns. */
export function callKernel(
  backend: BackendWasm,
  kernelName: string,
  inputs: Record<string, TensorInfo>,
  attrs: object = {},
): TensorInfo {
  const kernel = getKernel(kernelName, "wasm");
  if (!kernel) throw new Error(`wasm: expected a kernel ${kernelName}, found none`);
  return kernel.kernelFunc({ inputs, attrs: { ...attrs }, backend }) as TensorInfo;
}

export function disposeTensors(backend: BackendWasm, tensors: readonly TensorInfo[]): void {
  for (const { dataId } of tensors) backend.disposeData(dataId);
}

/** An uninitialised float32 tensor. */
export function newTensor(backend: BackendWasm, shape: readonly number[]): TensorInfo {
  return backend.makeOutput([...shape], "float32");
}
