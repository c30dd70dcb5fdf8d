import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect } from "vitest";
import { createRandom } from "../../../../src/core/random.js";
import { backends } from "../../../../src/trainers/backends/index.js";

/** Makes both backends ready, so that switching between them is a matter of `tf.setBackend`. */
export async function createBoth(): Promise<void> {
  for (const type of ["cpu", "wasm"]) await backends.get(type).create({ threads: 1 });
}

/** A source of tensors that is the same for each backend. */
export type MakeTensor = (shape: number[], scale?: number) => tf.Tensor;

/** Runs the computation on the reference backend and on wasm, with equal random tensors, and expects equal results. */
export async function expectAgreement(
  compute: (make: MakeTensor) => tf.Tensor[],
  { seed, tolerance = 1e-4 }: { seed: number; tolerance?: number },
): Promise<void> {
  const expected = await resultsOn("cpu", compute, seed);
  const got = await resultsOn("wasm", compute, seed);
  expect(got.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  got.forEach((result, i) => {
    expectClose(result.data, expected[i]?.data ?? [], tolerance);
  });
}

/** Each element within `tolerance`, relative to the largest of all. */
export function expectClose(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
) {
  expect(got.length).toBe(expected.length);
  const largest = Array.from(expected).reduce((max, value) => Math.max(max, Math.abs(value)), 1);
  for (let i = 0; i < got.length; i++) {
    const [x, y] = [got[i] as number, expected[i] as number];
    if (!(Math.abs(x - y) <= tolerance * largest))
      expect.fail(`element ${i} of ${got.length}: expected ${y}, got ${x}`);
  }
}

async function resultsOn(type: string, compute: (make: MakeTensor) => tf.Tensor[], seed: number) {
  await tf.setBackend(type);
  const random = createRandom(seed);
  const make: MakeTensor = (shape, scale = 1) => {
    const data = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, random.normal);
    return tf.tensor(
      data.map((value) => value * scale),
      shape,
    );
  };
  const tensors = tf.tidy(() => compute(make));
  const results = tensors.map((tensor) => ({ shape: tensor.shape, data: tensor.dataSync() }));
  tf.dispose(tensors);
  return results;
}

export const seeds = fc.integer({ min: 0, max: 1e6 });
export const upTo = (max: number) => fc.integer({ min: 1, max });
/** Numbers of channels that fill panels and vectors, and such that do not. */
export const channels = fc.constantFrom(1, 2, 3, 4, 5, 8, 12, 16, 19);

/** The result, and its gradients for the inputs when the result's own gradient is random. */
export function withGradients<Inputs extends tf.Tensor[]>(
  make: MakeTensor,
  compute: (...inputs: Inputs) => tf.Tensor,
  ...inputs: Inputs
): tf.Tensor[] {
  const y = compute(...inputs);
  const gradients = tf.grads((...args: tf.Tensor[]) => compute(...(args as Inputs)));
  return [y, ...gradients(inputs, make(y.shape))];
}
