import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  coarse,
  expectAgreement,
  normal,
  seeds,
  upTo,
  useBothBackends,
  withGradients,
} from "./support.js";

const backends = useBothBackends();

const pools = fc.record({
  seed: seeds,
  height: fc.integer({ min: 4, max: 9 }),
  width: fc.integer({ min: 4, max: 9 }),
  channels: upTo(4),
  size: fc.tuple(upTo(4), upTo(4)),
  strides: fc.tuple(upTo(3), upTo(3)),
  pad: fc.constantFrom<"same" | "valid">("same", "valid"),
});

type Pool = typeof pools extends fc.Arbitrary<infer P> ? P : never;

function shapesOf({ height, width, channels, size, strides, pad }: Pool) {
  const images: [number, number, number, number] = [2, height, width, channels];
  const { outShape } = tf.backend_util.computePool2DInfo(images, size, strides, 1, pad);
  return { images, outShape };
}

test("max pooling and its gradient agree, also of equal numbers and where windows overlap or hang over the border", async () => {
  await fc.assert(
    fc.asyncProperty(pools, fc.constantFrom(normal, coarse), async (pool, numbers) => {
      const { images, outShape } = shapesOf(pool);
      const compute = (x: tf.Tensor) =>
        tf.maxPool(x as tf.Tensor4D, pool.size, pool.strides, pool.pad);
      await expectAgreement(backends, withGradients(compute, ["x"]), {
        x: numbers(pool.seed, "x", images),
        dy: normal(pool.seed, "dy", outShape),
      });
    }),
    { numRuns: 80 },
  );
});

test("average pooling agrees, and its gradient where the reference's is right: off the border", async () => {
  await fc.assert(
    fc.asyncProperty(pools, async (pool) => {
      const { images, outShape } = shapesOf(pool);
      const compute = (x: tf.Tensor) =>
        tf.avgPool(x as tf.Tensor4D, pool.size, pool.strides, pool.pad);
      const x = normal(pool.seed, "x", images);
      if (pool.pad === "same")
        return expectAgreement(backends, (inputs) => ({ y: compute(inputs.x as tf.Tensor) }), {
          x,
        });
      const dy = normal(pool.seed, "dy", outShape);
      return expectAgreement(backends, withGradients(compute, ["x"]), { x, dy });
    }),
    { numRuns: 60 },
  );
});

test("an average's gradient has one share for each place of the window that is not padding", async () => {
  const pool = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 2, 2, "same");
  const { dx } = await backends.compiled.prepare(withGradients(pool, ["x"]))({
    x: { data: new Float32Array(9), shape: [1, 3, 3, 1] },
    dy: { data: Float32Array.of(4, 6, 8, 10), shape: [1, 2, 2, 1] },
  });
  expect(dx?.data).toEqual(Float32Array.of(1, 1, 3, 1, 1, 3, 4, 4, 10));
});

test("zeros around what a convolution made are seen by the pooling that follows, also where all its numbers are below zero", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.constantFrom("max" as const, "avg" as const), async (seed, pool) => {
      const step = ({ x, filter }: Record<string, tf.Tensor>) => {
        const below = tf.neg(tf.abs(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, "same")));
        const padded = tf.pad(below, [
          [0, 0],
          [1, 1],
          [1, 1],
          [0, 0],
        ]);
        return { y: tf.pool(padded as tf.Tensor4D, 3, pool, "same", 1, 2) };
      };
      await expectAgreement(backends, step, {
        x: normal(seed, "x", [2, 7, 7, 2]),
        filter: normal(seed, "filter", [3, 3, 2, 4]),
      });
    }),
    { numRuns: 10 },
  );
});
