import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterAll, beforeAll, expect } from "vitest";
import { createRandom } from "../../../../src/core/random.js";
import type {
  Backend,
  NumberArray,
  NumberArrays,
  Step,
  Tensors,
} from "../../../../src/trainers/backends/backend.js";
import { compiled } from "../../../../src/trainers/backends/compiled/compiled.js";
import { cpu } from "../../../../src/trainers/backends/cpu.js";

/** The reference and the compiled backend, for the tests of one file. */
export function useBothBackends(): { cpu: Backend; compiled: Backend } {
  const opened = {} as { cpu: Backend; compiled: Backend };
  beforeAll(async () => {
    opened.cpu = await cpu.create({ threads: 1 });
    opened.compiled = await compiled.create({ threads: 1 });
  });
  afterAll(() => {
    opened.compiled.dispose();
    opened.cpu.dispose();
  });
  return opened;
}

/** Warnings that `body` causes, as text. A step that is not compiled causes one. */
export async function warningsDuring(body: () => Promise<void>): Promise<string[]> {
  const warnings: string[] = [];
  const listen = (warning: Error) => warnings.push(warning.message);
  process.on("warning", listen);
  try {
    await body();
    await new Promise(setImmediate); // Node emits them a tick later
  } finally {
    process.off("warning", listen);
  }
  return warnings;
}

/** Runs the step on both and expects equal results, without a fallback. */
export async function expectAgreement(
  backends: { cpu: Backend; compiled: Backend },
  step: Step,
  inputs: NumberArrays,
  tolerance = 1e-5,
): Promise<void> {
  const expected = await backends.cpu.prepare(step)(inputs);
  let got: NumberArrays = {};
  const warnings = await warningsDuring(async () => {
    got = await backends.compiled.prepare(step)(inputs);
  });
  expect(warnings).toEqual([]);
  expect(Object.keys(got)).toEqual(Object.keys(expected));
  for (const [name, { data, shape }] of Object.entries(got)) {
    expect(shape).toEqual(expected[name]?.shape);
    expectClose(data, expected[name]?.data ?? [], tolerance, name);
  }
}

/** Each element within `tolerance`, relative to the largest finite one where that is above 1; what is not finite, the same. */
export function expectClose(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  name = "",
): void {
  expect(got.length).toBe(expected.length);
  const sizes = Array.from(expected, Math.abs).filter(Number.isFinite);
  const largest = sizes.reduce((max, size) => Math.max(max, size), 1);
  for (let i = 0; i < got.length; i++) {
    const [x, y] = [got[i] as number, expected[i] as number];
    const same = x === y || (Number.isNaN(x) && Number.isNaN(y));
    if (!(same || Math.abs(x - y) <= tolerance * largest))
      expect.fail(`${name}: element ${i} of ${got.length}: expected ${y}, got ${x}`);
  }
}

/** Normally distributed numbers that depend on the seed and the name alone. */
export function normal(seed: number, name: string, shape: number[]): NumberArray {
  const random = createRandom(seed, name);
  return {
    data: Float32Array.from({ length: tf.util.sizeFromShape(shape) }, random.normal),
    shape,
  };
}

/** Some equal numbers, zeros and wholes among them, as real images and rectified ones have. */
export function coarse(seed: number, name: string, shape: number[]): NumberArray {
  const { data } = normal(seed, name, shape);
  return { data: (data as Float32Array).map((value) => Math.round(value)), shape };
}

type Compute = (...tensors: tf.Tensor[]) => tf.Tensor;

/** A step that gives `compute` of its inputs `a`, `b`, …, and its gradients when the result's own is the input `dy`. */
export function withGradients(compute: Compute, names: string[]): Step {
  return (inputs: Tensors) => {
    const tensors = names.map((name) => inputs[name] as tf.Tensor);
    const gradients = tf.grads(compute)(tensors, inputs.dy);
    const named = gradients.map((gradient, i) => [`d${names[i]}`, gradient] as const);
    return { y: compute(...tensors), ...Object.fromEntries(named) };
  };
}

/**
 * A batch of `shape`, channels last, normalised by its own statistics: expects equal results of both, and equal gradients for images,
 * scale and offset.
 */
export async function expectSameBatchNorm(
  backends: { cpu: Backend; compiled: Backend },
  seed: number,
  shape: number[],
): Promise<void> {
  const channels = [shape.at(-1) as number];
  const normalise = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => {
    const moments = tf.moments(x, [...shape.keys()].slice(0, -1));
    const [mean, variance] = [moments.mean as tf.Tensor1D, moments.variance as tf.Tensor1D];
    return tf.batchNorm(x, mean, variance, offset as tf.Tensor1D, scale as tf.Tensor1D, 0.01);
  };
  await expectAgreement(
    backends,
    withGradients(normalise, ["x", "s", "o"]),
    {
      x: normal(seed, "x", shape),
      s: normal(seed, "s", channels),
      o: normal(seed, "o", channels),
      dy: normal(seed, "dy", shape),
    },
    1e-4,
  );
}

export interface DepthwiseCase {
  seed: number;
  images: [number, number, number, number];
  filters: [number, number, number, number];
  stride: number;
  pad: "same" | "valid";
}

/** Expects equal results of both for a depthwise convolution, and equal gradients for images and filters. */
export async function expectSameDepthwise(
  backends: { cpu: Backend; compiled: Backend },
  { seed, images, filters, stride, pad }: DepthwiseCase,
): Promise<void> {
  const convolve = (x: tf.Tensor, w: tf.Tensor) =>
    tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
  const { outShape } = tf.backend_util.computeConv2DInfo(
    ...([images, filters, stride, 1, pad, undefined, true] as const),
  );
  await expectAgreement(backends, withGradients(convolve, ["x", "w"]), {
    x: normal(seed, "x", images),
    w: normal(seed, "w", filters),
    dy: normal(seed, "dy", outShape),
  });
}

export const seeds = fc.integer({ min: 0, max: 1e6 });
export const upTo = (max: number) => fc.integer({ min: 1, max });
/** Numbers of channels that fill the blocks of vector units, and such that do not. */
export const channels = fc.constantFrom(1, 2, 3, 5, 8, 16, 19, 32);
