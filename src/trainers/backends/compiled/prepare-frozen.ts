import type { NumberArray, NumberArrays, PreparedStep, Step } from "../backend.js";
import { encodeModel } from "./graph/onnx-format.js";
import { Unlowerable } from "./kernel.js";
import { onRecordingBackend, toPortableModel } from "./portable/portable-model.js";
import { type PrepareOptions, prepareStep } from "./prepare.js";
import { refusedGraph } from "./refused-graph.js";
import { sessionSettings } from "./session/session.js";

/**
 * Compiles a step whose variables keep their numbers, once for batches of any size: they are constants, which onnxruntime puts in its
 * own order and merges with what follows. A step for which that cannot be done is prepared as any other.
 */
export function prepareFrozen(step: Step, options: PrepareOptions): PreparedStep {
  let prepared: Promise<PreparedStep> | null = null;
  return async (inputs) => {
    prepared ??= compile(step, inputs, options).catch((error: unknown) => {
      if (error instanceof Unlowerable) return prepareStep(step, options);
      throw error;
    });
    return (await prepared)(inputs);
  };
}

async function compile(
  step: Step,
  inputs: NumberArrays,
  options: PrepareOptions,
): Promise<PreparedStep> {
  const sides = Object.entries(inputs).map(([name, { shape }]) => [name, shape.slice(1)] as const);
  const model = await onRecordingBackend(async (backend) =>
    toPortableModel(backend, {
      step,
      inputs: Object.fromEntries(sides),
      nameOf: ({ id }) => `variable_${id}`,
    }),
  );
  const { runtime, threads, provider } = options;
  const settings = sessionSettings({ threads, provider, rare: false, frozen: true });
  const session = await runtime.InferenceSession.create(encodeModel(model), settings).catch(
    refusedGraph,
  );
  const run: PreparedStep = async (given) => {
    const feeds = Object.entries(given).map(
      ([name, { data, shape }]) =>
        [name, new runtime.Tensor("float32", data as Float32Array, shape)] as const,
    );
    const results = await session.run(Object.fromEntries(feeds));
    const outputs = Object.entries(results).map(([name, { data, dims }]) => {
      return [name, { data, shape: [...dims] } as NumberArray] as const; // a step's outputs are float32 or int32
    });
    return Object.fromEntries(outputs);
  };
  options.onSession({ run, release: () => session.release() });
  return run;
}
