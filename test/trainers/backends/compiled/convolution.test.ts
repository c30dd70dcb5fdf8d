import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { test } from "vitest";
import type { NumberArrays } from "../../../../src/trainers/backends/backend.js";
import {
  channels,
  type DepthwiseCase,
  expectAgreement,
  expectSameDepthwise,
  normal,
  seeds,
  upTo,
  useBothBackends,
  withGradients,
} from "./support.js";

const backends = useBothBackends();

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
const pads = fc.constantFrom<"same" | "valid" | number>("same", "valid", 0, 1);

test("a convolution and its gradients agree with the reference for all shapes, strides and paddings", async () => {
  await fc.assert(
    fc.asyncProperty(geometry, pads, async ({ seed, strides, filter, ...sizes }, pad) => {
      fc.pre(typeof pad !== "number" || (filter[0] === filter[1] && strides[0] === strides[1]));
      const { batch, height, width, inChannels, outChannels } = sizes;
      const images = [batch, height, width, inChannels] as [number, number, number, number];
      const filters = [...filter, inChannels, outChannels] as [number, number, number, number];
      const convolve = (x: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
      const { outShape } = tf.backend_util.computeConv2DInfo(images, filters, strides, 1, pad);
      await expectAgreement(backends, withGradients(convolve, ["x", "w"]), {
        x: normal(seed, "x", images),
        w: normal(seed, "w", filters),
        dy: normal(seed, "dy", outShape),
      });
    }),
    { numRuns: 100 },
  );
});

const inBlocks = fc.record({
  seed: seeds,
  batch: fc.constantFrom(16, 32),
  side: fc.integer({ min: 5, max: 9 }),
  inChannels: fc.constantFrom(1, 5, 12, 16, 19, 24, 32),
  outChannels: fc.constantFrom(12, 16, 24, 32, 40),
  filter: fc.tuple(upTo(5), upTo(5)),
  strides: fc.tuple(upTo(3), upTo(3)),
  margins: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
});

test("gradients agree for batches and filters that fill whole blocks, or nearly, whatever the channels, strides and paddings", async () => {
  await fc.assert(
    fc.asyncProperty(inBlocks, async ({ seed, strides, filter, margins, ...sizes }) => {
      const { batch, side, inChannels, outChannels } = sizes;
      const [top = 0, bottom = 0, left = 0, right = 0] = margins;
      const images = [batch, side, side + 1, inChannels] as [number, number, number, number];
      const filters = [...filter, inChannels, outChannels] as [number, number, number, number];
      const pad: tf.backend_util.ExplicitPadding = [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ];
      const convolve = (x: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
      const { outShape } = tf.backend_util.computeConv2DInfo(images, filters, strides, 1, pad);
      await expectAgreement(backends, withGradients(convolve, ["x", "w"]), {
        x: normal(seed, "x", images),
        w: normal(seed, "w", filters),
        dy: normal(seed, "dy", outShape),
      });
    }),
    { numRuns: 40 },
  );
});

test("a dilated convolution agrees", async () => {
  await fc.assert(
    fc.asyncProperty(geometry, upTo(3), upTo(2), async ({ seed, ...sizes }, high, wide) => {
      const { batch, height, width, inChannels, outChannels } = sizes;
      const step = ({ x, w }: Record<string, tf.Tensor>) => ({
        y: tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same", "NHWC", [high, wide]),
      });
      await expectAgreement(backends, step, {
        x: normal(seed, "x", [batch, height, width, inChannels]),
        w: normal(seed, "w", [2, 3, inChannels, outChannels]),
      });
    }),
    { numRuns: 20 },
  );
});

const activations = ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu"] as const;

test("a convolution fused with a bias and an activation agrees, with its gradients where tfjs has one", async () => {
  await fc.assert(
    fc.asyncProperty(
      seeds,
      fc.constantFrom(...activations),
      fc.constantFrom(3, 16, 24),
      fc.oneof(channels, fc.constant(24)),
      async (seed, activation, inside, out) => {
        const convolve = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
          tf.fused.conv2d({
            ...{ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, bias, activation },
            ...{ strides: 1, pad: "same", leakyreluAlpha: 0.3 },
          });
        const differentiable = activation === "linear" || activation === "relu";
        const step = differentiable
          ? withGradients(convolve, ["x", "w", "b"])
          : ({ x, w, b }: Record<string, tf.Tensor>) => ({
              y: convolve(x as tf.Tensor, w as tf.Tensor, b as tf.Tensor),
            });
        const dy: NumberArrays = differentiable ? { dy: normal(seed, "dy", [2, 6, 6, out]) } : {};
        await expectAgreement(backends, step, {
          x: normal(seed, "x", [2, 6, 6, inside]),
          w: normal(seed, "w", [3, 3, inside, out]),
          b: normal(seed, "b", [out]),
          ...dy,
        });
      },
    ),
    { numRuns: 30 },
  );
});

test("a depthwise convolution and its gradients agree", async () => {
  const named = fc.constantFrom<"same" | "valid">("same", "valid");
  await fc.assert(
    fc.asyncProperty(
      geometry,
      named,
      upTo(3),
      async ({ seed, filter, ...sizes }, pad, multiplier) => {
        const { batch, height, width, inChannels, strides } = sizes;
        const stride = strides[0]; // tfjs's gradient takes one for both axes
        const images: DepthwiseCase["images"] = [batch, height, width, inChannels];
        const filters: DepthwiseCase["filters"] = [...filter, inChannels, multiplier];
        await expectSameDepthwise(backends, { seed, images, filters, stride, pad });
      },
    ),
    { numRuns: 60 },
  );
});
