import * as tf from "@tensorflow/tfjs-core";
import type { NumberArrays, Step } from "../../backend.js";
import type { Kernel } from "../kernel.js";
import { lowerRecording } from "../lowering/lower-recording.js";
import { recordStep } from "../recording/record-step.js";
import type { RecordingBackend } from "../recording/recording-backend.js";
import { type Spec, sizeOf } from "../recording/value.js";
import type { Provider } from "./provider.js";
import { ResidentVariables } from "./resident-variables.js";
import type { Runtime } from "./runtime.js";
import { createSession } from "./session.js";

export interface TrialOptions {
  runtime: Runtime;
  /** tfjs's current backend. */
  backend: RecordingBackend;
  kernels: ReadonlyMap<string, Kernel>;
}

const TOLERANCE = 1e-2; // of the largest number: GPUs may multiply with ten bits of precision

/**
 * A small training step, executed by the provider as it will execute trainings, and by the CPU in its own way.
 * @throws what onnxruntime says when the provider does not start or cannot execute the step, Error when its results are others.
 */
export async function tryProvider(provider: Provider, options: TrialOptions): Promise<void> {
  const expected = await execute({ provider: "cpu", basic: false }, options);
  const got = await execute({ provider, basic: true }, options);
  for (const [name, { data }] of Object.entries(expected)) {
    const difference = differenceOf(got[name]?.data ?? [], data);
    if (difference <= TOLERANCE) continue;
    throw new Error(
      `expected the results of a small step as on the CPU, got \`${name}\` that differs by ${(100 * difference).toPrecision(2)} %`,
    );
  }
}

const FEATURES = 3 * 3 * 16;
const SHAPES = {
  images: [4, 12, 12, 1],
  first: [3, 3, 1, 8],
  scale: [8],
  offset: [8],
  each: [3, 3, 8, 1],
  second: [3, 3, 8, 16],
  dense: [FEATURES, 10],
};

/** A loss of all that providers have been seen to fail at, and its slope for every weight. */
const step: Step = ({ images, ...weights }) => {
  const names = Object.keys(weights);
  const slopes = tf.valueAndGrads((...values: tf.Tensor[]) =>
    lossOf(images as tf.Tensor4D, Object.fromEntries(values.map((value, i) => [names[i], value]))),
  );
  const { value, grads } = slopes(Object.values(weights));
  return {
    loss: value,
    ...Object.fromEntries(grads.map((grad, i) => [`slope of ${names[i]}`, grad])),
  };
};

function lossOf(images: tf.Tensor4D, weights: Record<string, tf.Tensor>): tf.Scalar {
  const filters = (name: string) => weights[name] as tf.Tensor4D;
  const wide = tf.conv2d(images, filters("first"), 1, "same");
  const { mean, variance } = tf.moments(wide, [0, 1, 2]);
  const [scale, offset] = [weights.scale as tf.Tensor1D, weights.offset as tf.Tensor1D];
  const normal = tf.batchNorm4d(wide, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale);
  const alone = tf.depthwiseConv2d(tf.relu(normal), filters("each"), 1, "same");
  const deep = tf.relu(tf.conv2d(alone, filters("second"), 2, "same"));
  const pooled = tf.reshape(tf.maxPool(deep, 2, 2, "valid"), [-1, FEATURES]);
  return tf.mean(tf.logSumExp(tf.matMul(pooled, weights.dense as tf.Tensor2D), -1));
}

async function execute(
  { provider, basic }: { provider: Provider; basic: boolean },
  { runtime, backend, kernels }: TrialOptions,
): Promise<NumberArrays> {
  const recording = recordStep(step, specs(), { backend, kernels });
  const compiled = lowerRecording(recording, { kernels, basic, blockSize: null });
  const residents = new ResidentVariables(backend, runtime);
  const session = await createSession(compiled, {
    ...{ runtime, residents, provider, threads: 1, rare: true },
  });
  try {
    return await session.run(numbers());
  } finally {
    await session.release();
  }
}

function specs(): Record<string, Spec> {
  const entries = Object.entries(SHAPES).map(([name, shape]): [string, Spec] => [
    name,
    { shape, dtype: "float32" },
  ]);
  return Object.fromEntries(entries);
}

/** Numbers between −1 and 1 without a period that a wrong order could hide in. */
function numbers(): NumberArrays {
  const wave = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * i));
  return Object.fromEntries(
    Object.entries(SHAPES).map(([name, shape]) => [name, { shape, data: wave(sizeOf(shape)) }]),
  );
}

/** The largest, as a part of the largest number; infinite where one is missing or is no number. */
function differenceOf(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    const [is, should] = [got[i] ?? Number.NaN, expected[i] ?? 0];
    if (!Number.isFinite(is)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.abs(should));
    difference = Math.max(difference, Math.abs(is - should));
  }
  return difference / largest;
}
