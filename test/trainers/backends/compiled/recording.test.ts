import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { expect, test } from "vitest";
import type { Step } from "../../../../src/trainers/backends/backend.js";
import { kernels } from "../../../../src/trainers/backends/compiled/lowering/index.js";
import { lowerRecording } from "../../../../src/trainers/backends/compiled/lowering/lower-recording.js";
import { recordStep } from "../../../../src/trainers/backends/compiled/recording/record-step.js";
import type { RecordingBackend } from "../../../../src/trainers/backends/compiled/recording/recording-backend.js";
import {
  inputsOf,
  type Spec,
  type Value,
} from "../../../../src/trainers/backends/compiled/recording/value.js";
import { findBlockSize } from "../../../../src/trainers/backends/compiled/session/block-size.js";
import { loadRuntime } from "../../../../src/trainers/backends/compiled/session/runtime.js";
import { expectClose, normal, useBothBackends } from "./support.js";

useBothBackends();

const FLOATS: Spec = { shape: [4, 6, 6, 16], dtype: "float32" };

async function record(step: Step, inputs: Record<string, Spec>) {
  await tf.setBackend("compiled");
  return recordStep(step, inputs, { backend: tf.backend() as RecordingBackend, kernels });
}

/** How often each kernel is called for these values. */
function kernelsBehind(values: Value[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const seen = new Set<object>();
  const visit = ({ source }: Value): void => {
    if (source.kind !== "operation" || seen.has(source.operation)) return;
    seen.add(source.operation);
    counts[source.operation.kernel] = (counts[source.operation.kernel] ?? 0) + 1;
    for (const input of inputsOf(source.operation)) visit(input);
  };
  for (const value of values) visit(value);
  return counts;
}

test("a normalised batch and its gradient are one operation each, its running statistics beside them", async () => {
  const layer = tfl.layers.batchNormalization({});
  layer.build([null, 6, 6, 16]);
  const normalise = (x: tf.Tensor) => layer.apply(x, { training: true }) as tf.Tensor;
  const { outputs, assigned } = await record(
    ({ x, dy }) => ({ dx: tf.grad(normalise)(x as tf.Tensor, dy) }),
    { x: FLOATS, dy: FLOATS },
  );
  expect(kernelsBehind(Object.values(outputs))).toEqual({
    BatchNormTraining: 1,
    BatchNormTrainingGrad: 1,
  });
  expect(assigned).toHaveLength(2);
  expect(kernelsBehind(assigned.map(({ value }) => value))).toEqual({
    BatchNormTraining: 1,
    Sub: 4,
    Multiply: 2,
  });
  tf.dispose(layer.weights.map((weight) => weight.read()));
});

test("equal calls are one operation, and products with one and sums with zero are none", async () => {
  const { outputs } = await record(
    ({ x }) => {
      const one = tf.onesLike(x as tf.Tensor);
      const roots = [1, 2].map(() => tf.exp(tf.mul(x as tf.Tensor, one)));
      return { y: tf.add(tf.addN(roots), tf.zerosLike(x as tf.Tensor)) };
    },
    { x: FLOATS },
  );
  expect(kernelsBehind(Object.values(outputs))).toEqual({ Exp: 1, AddN: 1 });
});

test("what no output depends on is not in the graph", async () => {
  const recording = await record(
    ({ x, y }) => {
      tf.exp(y as tf.Tensor);
      return { used: tf.square(x as tf.Tensor) };
    },
    { x: FLOATS, y: FLOATS },
  );
  const { inputs, model } = lowerRecording(recording, { kernels, blockSize: null });
  expect(Buffer.from(model).includes("Exp")).toBe(false);
  expect([...inputs.keys()]).toEqual(["input_x"]);
});

test("a graph without blocks is of standard operators alone, and gives the same numbers as one with blocks", async () => {
  const runtime = await loadRuntime();
  const blockSize = await findBlockSize(runtime);
  const recording = await record(
    ({ x, w }) => ({ y: tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same") }),
    { x: FLOATS, w: { shape: [3, 3, 16, 32], dtype: "float32" } },
  );
  const results = [];
  for (const size of [null, blockSize]) {
    const { model } = lowerRecording(recording, { kernels, blockSize: size });
    const isStandard = !Buffer.from(model).includes("com.microsoft");
    expect(isStandard).toBe(size === null);
    const session = await runtime.InferenceSession.create(model);
    const feed = (name: string, shape: number[]) =>
      new runtime.Tensor("float32", normal(1, name, shape).data as Float32Array, shape);
    const { output_y } = await session.run({
      input_x: feed("x", FLOATS.shape),
      input_w: feed("w", [3, 3, 16, 32]),
    });
    results.push(output_y?.data as Float32Array);
    await session.release();
  }
  expectClose(results[1] ?? [], results[0] ?? [], 1e-5);
});
