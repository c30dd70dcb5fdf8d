import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { test } from "vitest";
import type { NumberArray } from "../../../../src/trainers/backends/backend.js";
import {
  coarse,
  expectAgreement,
  expectSameBatchNorm,
  normal,
  seeds,
  upTo,
  useBothBackends,
  withGradients,
} from "./support.js";

/** What ordinary networks seldom do: windows larger than images, strides past windows, numbers that are none. */

const backends = useBothBackends();

/** Images from one pixel, windows that overhang them, strides that leave pixels out. */
const tight = fc.record({
  seed: seeds,
  batch: upTo(2),
  sides: fc.tuple(upTo(5), upTo(5)),
  channels: fc.constantFrom(1, 2, 8, 16),
  window: fc.tuple(upTo(4), upTo(4)),
  strides: fc.tuple(upTo(5), upTo(5)),
  pad: fc.constantFrom<"same" | "valid">("same", "valid"),
});
type Tight = typeof tight extends fc.Arbitrary<infer T> ? T : never;
type Shape4 = [number, number, number, number];

const fits = ({ pad, window, sides }: Tight) =>
  pad === "same" || (window[0] <= sides[0] && window[1] <= sides[1]);

const imagesOf = ({ batch, sides, channels }: Tight): Shape4 => [batch, ...sides, channels];

test("a convolution of the smallest images agrees, and its gradients", async () => {
  await fc.assert(
    fc.asyncProperty(tight.filter(fits), fc.constantFrom(1, 3, 16), async (given, filters) => {
      const { seed, window, strides, pad, channels } = given;
      const images = imagesOf(given);
      const shape: Shape4 = [...window, channels, filters];
      const { outShape } = tf.backend_util.computeConv2DInfo(images, shape, strides, 1, pad);
      const convolve = (x: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
      await expectAgreement(backends, withGradients(convolve, ["x", "w"]), {
        x: normal(seed, "x", images),
        w: normal(seed, "w", shape),
        dy: normal(seed, "dy", outShape),
      });
    }),
    { numRuns: 60 },
  );
});

test("a depthwise convolution of the smallest images agrees, and its gradients", async () => {
  await fc.assert(
    fc.asyncProperty(tight.filter(fits), upTo(3), async (given, multiplier) => {
      const { seed, window, strides, pad, channels } = given;
      const images = imagesOf(given);
      const shape: Shape4 = [...window, channels, multiplier];
      const info = [images, shape, strides[0], 1, pad, undefined, true] as const;
      const { outShape } = tf.backend_util.computeConv2DInfo(...info);
      const convolve = (x: tf.Tensor, w: tf.Tensor) =>
        tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides[0], pad);
      await expectAgreement(backends, withGradients(convolve, ["x", "w"]), {
        x: normal(seed, "x", images),
        w: normal(seed, "w", shape),
        dy: normal(seed, "dy", outShape),
      });
    }),
    { numRuns: 40 },
  );
});

test("pooling of the smallest images agrees, and the gradient of the largest", async () => {
  await fc.assert(
    fc.asyncProperty(
      tight.filter(fits),
      fc.constantFrom(normal, coarse),
      async (given, numbers) => {
        const { seed, window, strides, pad } = given;
        const images = imagesOf(given);
        const { outShape } = tf.backend_util.computePool2DInfo(images, window, strides, 1, pad);
        const largest = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, window, strides, pad);
        const x = numbers(seed, "x", images);
        await expectAgreement(backends, withGradients(largest, ["x"]), {
          x,
          dy: normal(seed, "dy", outShape),
        });
        const mean = ({ x }: Record<string, tf.Tensor>) => ({
          y: tf.avgPool(x as tf.Tensor4D, window, strides, pad),
        });
        await expectAgreement(backends, mean, { x });
      },
    ),
    { numRuns: 40 },
  );
});

const axes = fc.array(upTo(4), { minLength: 1, maxLength: 2 }); // tfjs differentiates no more

test("a batch normalised by its own statistics agrees, and its gradients, rows as well as images", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, axes, upTo(6), async (seed, outer, channels) => {
      await expectSameBatchNorm(backends, seed, [4, ...outer, channels]);
    }),
    { numRuns: 30 },
  );
});

test("a leaky ReLU with slopes of its own agrees, and its gradients, whatever axes share a slope", async () => {
  await fc.assert(
    fc.asyncProperty(
      seeds,
      axes,
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      async (seed, shape, shared) => {
        const slopes = shape.map((side, i) => (shared[i] ? 1 : side));
        await expectAgreement(backends, withGradients(tf.prelu, ["x", "a"]), {
          x: coarse(seed, "x", [2, ...shape]),
          a: normal(seed, "a", slopes),
          dy: normal(seed, "dy", [2, ...shape]),
        });
      },
    ),
    { numRuns: 30 },
  );
});

/** Numbers among which some are infinite or none. */
function wild(seed: number, name: string, shape: number[]): NumberArray {
  const { data } = normal(seed, name, shape);
  const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0];
  return {
    data: (data as Float32Array).map((x) =>
      Math.abs(x) > 0.7 ? (odd[Math.floor(Math.abs(x) * 1e4) % 5] as number) : x,
    ),
    shape,
  };
}

const functions: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  relu: tf.relu,
  relu6: tf.relu6,
  elu: tf.elu,
  selu: tf.selu,
  "leaky relu": (x) => tf.leakyRelu(x, 0.3),
  prelu: (x) => tf.prelu(x, tf.scalar(0.25)),
  sigmoid: tf.sigmoid,
  tanh: tf.tanh,
  softplus: tf.softplus,
  softmax: (x) => tf.softmax(x),
  clip: (x) => tf.clipByValue(x, -0.5, 0.5),
  abs: tf.abs,
  exp: tf.exp,
  log: tf.log,
  sqrt: tf.sqrt,
  square: tf.square,
  step: (x) => tf.step(x),
  floor: tf.floor,
  erf: tf.erf,
  maximum: (x) => tf.maximum(x, tf.scalar(0.2)),
  minimum: (x) => tf.minimum(x, tf.scalar(0.2)),
  sum: (x) => tf.sum(x, 1),
  mean: (x) => tf.mean(x, 1),
  max: (x) => tf.max(x, 1),
  min: (x) => tf.min(x, 1),
  isLess: (x) => tf.less(x, 0.1),
};

for (const [name, compute] of Object.entries(functions))
  test(`${name} of infinite numbers and of such that are none agrees`, async () => {
    await fc.assert(
      fc.asyncProperty(seeds, upTo(3), upTo(9), async (seed, rows, columns) => {
        const step = ({ x }: Record<string, tf.Tensor>) => ({ y: compute(x as tf.Tensor) });
        await expectAgreement(backends, step, { x: wild(seed, "x", [rows, columns]) });
      }),
      { numRuns: 20 },
    );
  });
