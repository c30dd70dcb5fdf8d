import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { channels, createBoth, expectAgreement, seeds, upTo, withGradients } from "./support.js";

beforeAll(createBoth);

const geometry = fc.record({
  seed: seeds,
  batch: upTo(3),
  height: fc.integer({ min: 5, max: 11 }),
  width: fc.integer({ min: 5, max: 11 }),
  inChannels: channels,
  outChannels: channels,
  filter: fc.tuple(upTo(5), upTo(5)),
  strides: fc.tuple(upTo(3), upTo(3)),
});
const pads = fc.constantFrom<"same" | "valid" | number>("same", "valid", 0, 1, 2);

type Image = tf.Tensor4D;

test("a convolution and its gradients agree with the reference for all shapes, strides and paddings", async () => {
  await fc.assert(
    fc.asyncProperty(geometry, pads, ({ seed, strides, ...shape }, pad) =>
      expectAgreement(
        (make) => {
          const { batch, height, width, inChannels, outChannels, filter } = shape;
          const x = make([batch, height, width, inChannels]) as Image;
          const w = make([...filter, inChannels, outChannels]) as Image;
          return withGradients(make, (x: Image, w: Image) => tf.conv2d(x, w, strides, pad), x, w);
        },
        { seed },
      ),
    ),
    { numRuns: 80 },
  );
});

test("a convolution of so many images that they take several chunks of the cache agrees", async () => {
  await expectAgreement(
    (make) => {
      const [x, w] = [make([10, 30, 30, 4]) as Image, make([3, 3, 4, 5]) as Image];
      return withGradients(make, (x: Image, w: Image) => tf.conv2d(x, w, 1, "same"), x, w);
    },
    { seed: 1 },
  );
});

test("a dilated convolution agrees", async () => {
  await fc.assert(
    fc.asyncProperty(geometry, upTo(3), upTo(3), ({ seed, ...shape }, high, wide) =>
      expectAgreement(
        (make) => {
          const { batch, height, width, inChannels, outChannels } = shape;
          const x = make([batch, height, width, inChannels]) as Image;
          const w = make([2, 3, inChannels, outChannels]) as Image;
          return [tf.conv2d(x, w, 1, "same", "NHWC", [high, wide])];
        },
        { seed },
      ),
    ),
    { numRuns: 30 },
  );
});

const activations = ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const;

test("a convolution fused with a bias and an activation agrees, and so does a bias's gradient", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.constantFrom(...activations), channels, (seed, activation, out) =>
      expectAgreement(
        (make) => {
          const [x, filter, bias] = [make([2, 6, 6, 3]), make([3, 3, 3, out]), make([out])];
          const images = {
            x: x as Image,
            filter: filter as Image,
            strides: 1,
            pad: "same",
          } as const;
          const fused = { ...images, activation, leakyreluAlpha: 0.3 };
          const biased = (bias: tf.Tensor) => tf.fused.conv2d({ ...fused, bias });
          return [tf.fused.conv2d(fused), ...withGradients(make, biased, bias)];
        },
        { seed },
      ),
    ),
    { numRuns: 30 },
  );
});

/** tfjs gives a depthwise convolution that is padded by numbers a wrong shape where its filter is not square. */
const namedPads = fc.constantFrom<"same" | "valid">("same", "valid");

test("a depthwise convolution and its gradients agree", async () => {
  await fc.assert(
    fc.asyncProperty(geometry, namedPads, upTo(3), ({ seed, ...shape }, pad, multiplier) =>
      expectAgreement(
        (make) => {
          const { batch, height, width, inChannels, filter, strides } = shape;
          const x = make([batch, height, width, inChannels]) as Image;
          const w = make([...filter, inChannels, multiplier]) as Image;
          const convolve = (x: Image, w: Image) => tf.depthwiseConv2d(x, w, strides, pad);
          return withGradients(make, convolve, x, w);
        },
        { seed },
      ),
    ),
    { numRuns: 60 },
  );
});

test("no images make no images, and no gradient", async () => {
  await tf.setBackend("wasm");
  const [x, w] = [tf.zeros<tf.Rank.R4>([0, 5, 5, 2]), tf.ones<tf.Rank.R4>([3, 3, 2, 8])];
  const convolve = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as Image, w as Image, 1, "same");
  const [dx, dw] = tf.grads(convolve)([x, w], tf.zeros([0, 5, 5, 8]));
  expect([convolve(x, w).shape, dx?.shape]).toEqual([
    [0, 5, 5, 8],
    [0, 5, 5, 2],
  ]);
  expect(new Set(dw?.dataSync())).toEqual(new Set([0]));
});
