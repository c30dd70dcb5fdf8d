import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { useBothBackends, warningsDuring } from "./support.js";

const backends = useBothBackends();

const floats = (...values: number[]) => ({
  data: Float32Array.from(values),
  shape: [values.length],
});

test("a step gets arrays as tensors and gives tensors as arrays", async () => {
  const run = backends.compiled.prepare(({ x, y }) => ({
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

test("inputs may be parts of larger arrays, and outputs stay as they are while steps go on", async () => {
  const run = backends.compiled.prepare(({ x }) => ({ y: tf.mul(x as tf.Tensor, 10) }));
  const whole = Float32Array.of(1, 2, 3, 4);
  const first = await run({ x: { data: whole.subarray(1, 3), shape: [2] } });
  whole.fill(9);
  await run({ x: { data: whole.subarray(1, 3), shape: [2] } });
  expect(first.y?.data).toEqual(Float32Array.of(20, 30));
});

test("a step is called once for each combination of input shapes, smaller last batches too", async () => {
  let calls = 0;
  const run = backends.compiled.prepare(({ x }) => {
    calls++;
    return { mean: tf.mean(x as tf.Tensor) };
  });
  const means = [];
  for (const x of [floats(1, 2, 3), floats(4, 5, 6), floats(7, 8), floats(1, 1, 1), floats(9, 9)])
    means.push((await run({ x })).mean?.data[0]);
  expect(means).toEqual([2, 5, 7.5, 1, 9]);
  expect(calls).toBe(2);
});

test("steps share variables, and tfjs reads what the last step left in them", async () => {
  const count = tf.variable(tf.tensor1d([1, 2]));
  const grow = backends.compiled.prepare(({ x }) => {
    count.assign(tf.add(count, x as tf.Tensor));
    return {};
  });
  const read = backends.compiled.prepare(() => ({ count: tf.clone<tf.Tensor>(count) }));
  await grow({ x: floats(10, 20) });
  await grow({ x: floats(10, 20) });
  const seen = await count.data();
  expect(seen).toEqual(Float32Array.of(21, 42));
  expect((await read({})).count?.data).toEqual(Float32Array.of(21, 42));
  await grow({ x: floats(1, 1) });
  expect(count.dataSync()).toEqual(Float32Array.of(22, 43));
  expect(seen).toEqual(Float32Array.of(21, 42));
  count.dispose();
});

test("a value that is assigned to a variable outside of a step is what the next step reads", async () => {
  const weight = tf.variable(tf.tensor1d([1]));
  const twice = backends.compiled.prepare(() => {
    weight.assign(tf.mul(weight, 2));
    return { weight: tf.clone<tf.Tensor>(weight) };
  });
  await twice({});
  const five = tf.tensor1d([5]);
  weight.assign(five);
  expect((await twice({})).weight?.data).toEqual(Float32Array.of(10));
  expect(five.dataSync()).toEqual(Float32Array.of(5));
  five.dispose();
  weight.dispose();
});

test("two variables may change places", async () => {
  const [a, b] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))];
  const swap = backends.compiled.prepare(() => {
    const old = tf.clone<tf.Tensor>(a);
    a.assign(b as unknown as tf.Scalar);
    b.assign(old as tf.Scalar);
    return {};
  });
  for (let i = 0; i < 3; i++) await swap({});
  expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([2, 1]);
  tf.dispose([a, b]);
});

test("a step may make variables, as tfjs's own optimizers do, and nothing else of it stays alive", async () => {
  const weight = tf.variable(tf.tensor1d([3, -2]));
  const optimizer = tf.train.adam(0.1);
  const run = backends.compiled.prepare(({ x }) => {
    const loss = () => tf.sum(tf.square(tf.mul(weight, x as tf.Tensor))) as tf.Scalar;
    return { loss: optimizer.minimize(loss, true) as tf.Scalar };
  });
  const losses: number[] = [];
  const alive: number[] = [];
  for (let i = 0; i < 5; i++) {
    losses.push((await run({ x: floats(1, 2) })).loss?.data[0] ?? Number.NaN);
    alive.push(tf.memory().numTensors);
  }
  expect(losses[0]).toBe(25);
  expect(losses).toEqual([...losses].sort((a, b) => b - a));
  expect(new Set(losses).size).toBe(5);
  expect(new Set(alive).size).toBe(1);
  optimizer.dispose();
  weight.dispose();
});

test("a kernel that cannot be compiled is named in one warning, and another backend executes the step, rightly", async () => {
  const scale = tf.variable(tf.scalar(2));
  const run = backends.compiled.prepare(({ x }) => {
    const sum = tf.cumsum(x as tf.Tensor);
    scale.assign(tf.add(scale, 1));
    return { y: tf.mul(sum, scale) };
  });
  const results: number[][] = [];
  const warnings = await warningsDuring(async () => {
    for (const x of [floats(1, 2, 3), floats(1, 2, 3), floats(1, 2)])
      results.push(Array.from((await run({ x })).y?.data ?? []));
  });
  expect(warnings).toEqual([
    "backend `compiled`: cannot compile the kernel Cumsum; `wasm` executes this step",
  ]);
  expect(results).toEqual([
    [3, 9, 18],
    [4, 12, 24],
    [5, 15],
  ]);
  const read = backends.compiled.prepare(() => ({ scale: tf.clone<tf.Tensor>(scale) }));
  expect((await read({})).scale?.data).toEqual(Float32Array.of(5));
  scale.dispose();
});

test.each([
  ["draws random numbers", "drawing a random number within a step", () => tf.randomUniform([3])],
  [
    "reads numbers",
    "reading a tensor's numbers within a step",
    (x: tf.Tensor) => tf.mul(x, x.dataSync()[0] ?? 0),
  ],
])(
  "a step that %s is not compiled, for they would be the same for ever",
  async (_, reason, compute) => {
    const run = backends.compiled.prepare(({ x }) => ({ y: compute(x as tf.Tensor) }));
    const seen = new Set<string>();
    const warnings = await warningsDuring(async () => {
      for (const x of [floats(1, 2, 3), floats(2, 3, 4)])
        seen.add(String((await run({ x })).y?.data));
    });
    expect(seen.size).toBe(2);
    expect(warnings).toEqual([
      `backend \`compiled\`: cannot compile ${reason}; \`wasm\` executes this step`,
    ]);
  },
);

test("a step's own error is thrown as it is, and leaves variables as they were", async () => {
  const weight = tf.variable(tf.tensor1d([1, 2]));
  const before = tf.memory().numTensors;
  const run = backends.compiled.prepare(({ x }) => {
    weight.assign(tf.mul(weight, x as tf.Tensor));
    throw new Error("of its own");
  });
  await expect(run({ x: floats(1, 2) })).rejects.toThrow("of its own");
  expect(weight.dataSync()).toEqual(Float32Array.of(1, 2));
  expect(tf.memory().numTensors).toBe(before);
  weight.dispose();
});

test("what is impossible is the same error as on other backends", async () => {
  const run = backends.compiled.prepare(({ x }) => ({ y: tf.reshape(x as tf.Tensor, [3]) }));
  await warningsDuring(async () => {
    await expect(run({ x: floats(1, 2) })).rejects.toThrow(
      "Size(2) must match the product of shape 3",
    );
  });
});
