import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { callKernel, disposeTensors } from "../kernel.js";

/** The activation of tfjs's fused kernels. */
export interface Activation {
  activation: "linear" | "relu" | "relu6" | "elu" | "sigmoid" | "leakyrelu" | "prelu";
  leakyreluAlpha?: number;
}

const KERNELS = {
  relu: "Relu",
  relu6: "Relu6",
  elu: "Elu",
  sigmoid: "Sigmoid",
  leakyrelu: "LeakyRelu",
  prelu: "Prelu",
} as const;

/** Applies the activation; x itself is disposed of where the result is another tensor. */
export function activate(
  backend: BackendWasm,
  x: TensorInfo,
  { activation, leakyreluAlpha }: Activation,
  alpha: TensorInfo | undefined,
): TensorInfo {
  if (activation === "linear") return x;
  const inputs: Record<string, TensorInfo> = alpha ? { x, alpha } : { x };
  const out = callKernel(backend, KERNELS[activation], inputs, { alpha: leakyreluAlpha });
  disposeTensors(backend, [x]);
  return out;
}
