import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { channels, createBoth, expectAgreement, seeds, upTo, withGradients } from "./support.js";

beforeAll(createBoth);

const pools = fc.record({
  seed: seeds,
  height: fc.integer({ min: 4, max: 9 }),
  width: fc.integer({ min: 4, max: 9 }),
  channels,
  size: fc.tuple(upTo(4), upTo(4)),
  strides: fc.tuple(upTo(3), upTo(3)),
  pad: fc.constantFrom<"same" | "valid">("same", "valid"),
});

test("max pooling and its gradient agree, also where windows overlap or hang over the edge", async () => {
  await fc.assert(
    fc.asyncProperty(pools, ({ seed, height, width, channels, size, strides, pad }) =>
      expectAgreement(
        (make) => {
          const x = make([2, height, width, channels]) as tf.Tensor4D;
          return withGradients(make, (x: tf.Tensor4D) => tf.maxPool(x, size, strides, pad), x);
        },
        { seed },
      ),
    ),
    { numRuns: 50 },
  );
});

test("average pooling agrees, and so does its gradient where the reference's is right: off the edge", async () => {
  await fc.assert(
    fc.asyncProperty(pools, ({ seed, height, width, channels, size, strides, pad }) =>
      expectAgreement(
        (make) => {
          const x = make([2, height, width, channels]) as tf.Tensor4D;
          const pool = (x: tf.Tensor4D) => tf.avgPool(x, size, strides, pad);
          return pad === "valid" ? withGradients(make, pool, x) : [pool(x)];
        },
        { seed },
      ),
    ),
    { numRuns: 50 },
  );
});

test("an average's gradient has one share for each pixel of the window that is not padding", async () => {
  await tf.setBackend("wasm");
  const pool = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 2, 2, "same");
  const gradient = tf.grad(pool)(tf.zeros([1, 3, 3, 1]), tf.tensor4d([4, 6, 8, 10], [1, 2, 2, 1]));
  expect([...gradient.dataSync()]).toEqual([1, 1, 3, 1, 1, 3, 4, 4, 10]);
});

test("where a window's values are all negative, the gradient still goes to its largest", async () => {
  await tf.setBackend("wasm");
  const x = tf.tensor4d([-4, -1, -3, -2], [1, 2, 2, 1]);
  const gradient = tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid"))(x);
  expect([...gradient.dataSync()]).toEqual([0, 1, 0, 0]);
});

test("of equal values in a window the first one has the gradient", async () => {
  await expectAgreement(
    () => {
      const x = tf.zeros<tf.Rank.R4>([1, 4, 4, 4]);
      return [tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid"))(x)];
    },
    { seed: 0, tolerance: 0 },
  );
});
