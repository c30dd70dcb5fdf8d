import * as tf from "@tensorflow/tfjs-core";
import { afterEach, expect, test } from "vitest";
import { dropCopies } from "../../../../../src/trainers/backends/compiled/session/drop-copies.js";
import { loadRuntime } from "../../../../../src/trainers/backends/compiled/session/runtime.js";
import { useBothBackends } from "../support.js";

const backends = useBothBackends();
const SIZE = 1_000_000; // numbers; 4 MB
const variables: tf.Variable[] = [];
afterEach(() => tf.dispose(variables.splice(0)));

test("a step leaves no second copy of the variables that it assigned", async () => {
  const weights = tf.variable(tf.zeros([SIZE]));
  variables.push(weights);
  const run = backends.compiled.prepare(({ x }) => {
    weights.assign(tf.add(weights, x as tf.Tensor));
    return {};
  });
  const step = () => run({ x: { data: Float32Array.of(1), shape: [1] } });
  await step();
  await step(); // both buffers are there
  for (let i = 0; i < 5; i++) {
    const before = process.memoryUsage().arrayBuffers;
    await step();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(SIZE); // bytes
  }
  expect((await weights.data()).at(-1)).toBe(7);
});

test("what was given is kept, also where it was handed out itself", async () => {
  const { Tensor } = await loadRuntime();
  const given = { y: new Tensor("float32", Float32Array.of(1, 2), [2]) };
  const copy = new Tensor("float32", Float32Array.of(1, 2), [2]);
  dropCopies({ y: given.y }, given);
  expect(given.y.data).toEqual(Float32Array.of(1, 2));
  const { data } = copy;
  dropCopies({ y: copy }, given);
  expect(data).toHaveLength(0);
  expect(given.y.data).toEqual(Float32Array.of(1, 2));
});
