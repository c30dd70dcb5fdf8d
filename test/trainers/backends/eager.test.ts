import * as tf from "@tensorflow/tfjs-core";
import { afterEach, expect, test } from "vitest";
import type { Backend, NumberArrays, Step } from "../../../src/trainers/backends/backend.js";
import { backends } from "../../../src/trainers/backends/index.js";

const opened: Backend[] = [];
afterEach(() => {
  for (const backend of opened.splice(0)) backend.dispose();
});

async function open(type: string): Promise<Backend> {
  const backend = await backends.get(type).create({ threads: 1 });
  opened.push(backend);
  return backend;
}

for (const type of ["cpu", "wasm"]) {
  test(`${type}: a step gets arrays as tensors and gives tensors as arrays`, async () => {
    const backend = await open(type);
    const run = backend.prepare(({ x, y }) => ({
      sum: tf.add(x as tf.Tensor, 1),
      larger: tf.greater(y as tf.Tensor, 2),
      whole: tf.mul(y as tf.Tensor, tf.scalar(2, "int32")),
    }));
    const outputs = await run({
      x: { data: Float32Array.of(1.5, 2, 3, 4), shape: [2, 2] },
      y: { data: Int32Array.of(1, 2, 3), shape: [3] },
    });
    expect(outputs).toEqual({
      sum: { data: Float32Array.of(2.5, 3, 4, 5), shape: [2, 2] },
      larger: { data: Int32Array.of(0, 0, 1), shape: [3] },
      whole: { data: Int32Array.of(2, 4, 6), shape: [3] },
    });
  });

  test(`${type}: variables survive a step, also those that it makes, and nothing else does`, async () => {
    const backend = await open(type);
    const weight = tf.variable(tf.tensor1d([3, -2]));
    const optimizer = tf.train.adam(0.1);
    const run = backend.prepare(({ x }) => {
      const loss = () => tf.sum(tf.square(tf.mul(weight, x as tf.Tensor))) as tf.Scalar;
      return { loss: optimizer.minimize(loss, true) as tf.Scalar };
    });
    const losses: number[] = [];
    const alive: number[] = [];
    for (let i = 0; i < 5; i++) {
      const { loss } = await run({ x: { data: Float32Array.of(1, 2), shape: [2] } });
      losses.push(loss?.data[0] ?? Number.NaN);
      alive.push(tf.memory().numTensors);
    }
    expect(losses[0]).toBe(25);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(new Set(losses).size).toBe(5);
    expect(new Set(alive).size).toBe(1);
    optimizer.dispose();
    weight.dispose();
  });

  test(`${type}: a step that throws leaves nothing behind`, async () => {
    const backend = await open(type);
    const failing = ({ x }: Record<string, tf.Tensor>) => {
      tf.square(x as tf.Tensor);
      throw new Error("the step's own error");
    };
    const run = backend.prepare(failing as unknown as Step);
    const before = tf.memory().numTensors;
    const inputs: NumberArrays = { x: { data: Float32Array.of(1), shape: [1] } };
    await expect(run(inputs)).rejects.toThrow("the step's own error");
    expect(tf.memory().numTensors).toBe(before);
  });

  test(`${type}: it can be created again after it was disposed of`, async () => {
    const first = await backends.get(type).create({ threads: 1 });
    first.dispose();
    const second = await open(type);
    const { y } = await second.prepare(() => ({ y: tf.matMul(tf.ones([1, 3]), tf.ones([3, 1])) }))(
      {},
    );
    expect(y?.data).toEqual(Float32Array.of(3));
  });
}

test("a step runs on the backend that it was prepared for, whichever is current", async () => {
  const cpu = await open("cpu");
  const which: string[] = [];
  const run = cpu.prepare(() => {
    which.push(tf.getBackend());
    return {};
  });
  await open("wasm");
  await run({});
  expect(which).toEqual(["cpu"]);
});
