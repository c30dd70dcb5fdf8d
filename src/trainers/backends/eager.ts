import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // registers the gradients of all kernels
import type { Backend, NumberArray, NumberArrays, PreparedStep, Step, Tensors } from "./backend.js";

/**
 * A backend that executes operations as the step calls them, on the tfjs backend that is registered under `type`.
 * Between two steps nothing but variables is alive.
 */
export function eagerBackend({
  type,
  description,
}: {
  type: string;
  description: string;
}): Backend {
  return {
    type,
    description,
    device: "cpu",
    prepare: (step) => prepareEagerly(type, step),
    dispose: () => freeBackend(type),
  };
}

function prepareEagerly(type: string, step: Step): PreparedStep {
  return async (arrays) => {
    if (tf.getBackend() !== type) await tf.setBackend(type);
    const outputs = runStep(step, arrays);
    try {
      return await toArrays(outputs);
    } finally {
      tf.dispose(outputs);
    }
  };
}

function runStep(step: Step, arrays: NumberArrays): Tensors {
  return tf.tidy(() => step(toTensors(arrays)));
}

function toTensors(arrays: NumberArrays): Tensors {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [name, toTensor(array)] as const),
  );
}

function toTensor({ data, shape }: NumberArray): tf.Tensor {
  return tf.tensor(data, shape, data instanceof Int32Array ? "int32" : "float32");
}

async function toArrays(tensors: Tensors): Promise<NumberArrays> {
  const entries = Object.entries(tensors).map(
    async ([name, tensor]) => [name, await toArray(tensor)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function toArray(tensor: tf.Tensor): Promise<NumberArray> {
  const data = await tensor.data();
  // Booleans arrive as bytes.
  return { data: data instanceof Uint8Array ? Int32Array.from(data) : data, shape: tensor.shape };
}

/** Frees the backend's memory, and leaves it registered so that it can be created again. */
function freeBackend(type: string): void {
  const factory = tf.findBackendFactory(type);
  if (factory === null) return;
  tf.removeBackend(type);
  tf.registerBackend(type, factory);
}
