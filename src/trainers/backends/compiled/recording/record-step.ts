import * as tf from "@tensorflow/tfjs-core";
import type { Step } from "../../backend.js";
import { type Kernel, Unlowerable } from "../kernel.js";
import { Recorder } from "./recorder.js";
import type { RecordingBackend } from "./recording-backend.js";
import { simplify } from "./simplify.js";
import type { Spec, Value } from "./value.js";
import { type Home, keepingVariables } from "./variables.js";

/** What a step does, as operations on values that are not known yet. */
export interface Recording {
  inputs: Record<string, Value>;
  outputs: Record<string, Value>;
  /** Variables that the step assigns to, with their values after it. */
  assigned: Assignment[];
}

export interface Assignment {
  variable: tf.Variable;
  value: Value;
}

/**
 * Calls the step once, with tensors that have shapes but no numbers. Variables are as before afterwards. The backend must be
 * tfjs's current one.
 * @throws Unlowerable when the step does something that cannot be recorded.
 */
export function recordStep(
  step: Step,
  inputs: Record<string, Spec>,
  { backend, kernels }: { backend: RecordingBackend; kernels: ReadonlyMap<string, Kernel> },
): Recording {
  const variables = Object.values(tf.engine().registeredVariables);
  const read = (dataId: object) => backend.numbersOf(dataId);
  const recorder = new Recorder({ kernels, variables, simplify, read });
  return keepingVariables(variables, recorder, (homes) =>
    withoutChance(() =>
      tidied(() =>
        backend.record(recorder, () => follow(step, inputs, { backend, recorder, homes })),
      ),
    ),
  );
}

/** tfjs's own tidy searches what is returned for tensors to keep; here there are none, but variables. */
function tidied<T extends object>(body: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = body();
  });
  return result as T;
}

function follow(
  step: Step,
  specs: Record<string, Spec>,
  { backend, recorder, homes }: { backend: RecordingBackend; recorder: Recorder; homes: Home[] },
): Recording {
  const inputs = mapValues(specs, (spec, name) => recorder.input(name, spec));
  const outputs = step(mapValues(inputs, (value) => tensorFor(value, backend, recorder)));
  const assigned = homes
    .filter(({ variable, home }) => variable.dataId !== home.dataId)
    .map(({ variable }) => ({ variable, value: recorder.valueOf(variable) }));
  return { inputs, outputs: mapValues(outputs, (tensor) => recorder.valueOf(tensor)), assigned };
}

function tensorFor(value: Value, backend: RecordingBackend, recorder: Recorder): tf.Tensor {
  return tf.engine().makeTensorFromTensorInfo(backend.tensorOf(recorder, value));
}

/** A random number that is drawn while recording would be the same in every step. A seeded draw is so in any case. */
function withoutChance<T>(body: () => T): T {
  const { random } = Math;
  Math.random = () => {
    throw new Unlowerable("drawing a random number within a step");
  };
  try {
    return body();
  } finally {
    Math.random = random;
  }
}

function mapValues<A, B>(
  record: Record<string, A>,
  map: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value, name)]),
  );
}
