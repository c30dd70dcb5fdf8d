import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../../src/core/random.js";
import { createBoth } from "./support.js";

/** Gradients against differences of the function itself: independent of any other backend. */

beforeAll(async () => {
  await createBoth();
  await tf.setBackend("wasm");
});

interface Case {
  shapes: number[][];
  compute(...inputs: tf.Tensor[]): tf.Tensor;
}

const cases: Record<string, Case> = {
  "a convolution": convolution(1, "same", [2, 7, 6, 5], [3, 3, 5, 9]),
  "an unpadded convolution": convolution(1, "valid", [2, 6, 6, 8], [3, 3, 8, 8]),
  "a convolution with strides": convolution(2, "same", [2, 7, 8, 8], [5, 3, 8, 4]),
  "a convolution of one channel": convolution(2, "same", [2, 9, 9, 1], [5, 5, 1, 8]),
  "a depthwise convolution": {
    shapes: [
      [2, 5, 6, 4],
      [3, 3, 4, 2],
    ],
    compute: (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"),
  },
  "a matrix product": {
    shapes: [
      [9, 20],
      [20, 13],
    ],
    compute: (a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D),
  },
  "an average pooling": {
    shapes: [[2, 6, 6, 3]],
    compute: (x) => tf.avgPool(x as tf.Tensor4D, 3, 2, "same"),
  },
  "a batch normalisation": batchNormalization([4, 3, 3, 8]),
};

for (const [name, { shapes, compute }] of Object.entries(cases))
  test(`the gradient of ${name} is the slope of its result`, () => {
    const inputs = shapes.map(randomTensor);
    const dy = randomTensor(compute(...inputs).shape);
    const objective = (...inputs: tf.Tensor[]) => tf.sum(tf.mul(compute(...inputs), dy));
    const gradients = tf.grads(objective)(inputs);
    gradients.forEach((gradient, i) => {
      const length = tf.norm(gradient).dataSync()[0] as number;
      const at = (distance: number) => {
        const step = tf.mul(gradient, distance / length);
        const moved = inputs.map((input, k) => (k === i ? tf.add(input, step) : input));
        return objective(...moved).dataSync()[0] as number;
      };
      const slope = (at(DISTANCE) - at(-DISTANCE)) / (2 * DISTANCE);
      expect(slope / length).toBeCloseTo(1, 2);
    });
  });

const DISTANCE = 0.05; // far enough that the rounding of float32 is small against the difference
const random = createRandom("differences");

function randomTensor(shape: number[]): tf.Tensor {
  const length = tf.util.sizeFromShape(shape);
  return tf.tensor(Float32Array.from({ length }, random.normal), shape);
}

function convolution(
  strides: number,
  pad: "same" | "valid",
  images: number[],
  filter: number[],
): Case {
  return {
    shapes: [images, filter],
    compute: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad),
  };
}

function batchNormalization(shape: number[]): Case {
  const layer = tfl.layers.batchNormalization({});
  return { shapes: [shape], compute: (x) => layer.apply(x, { training: true }) as tf.Tensor };
}
