import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { channels, createBoth, expectAgreement, seeds, upTo, withGradients } from "./support.js";

beforeAll(createBoth);

test("a batch normalisation trains as on the reference: output, gradients and moving averages", async () => {
  const cases = fc.record({
    seed: seeds,
    shape: fc.oneof(fc.tuple(upTo(5), upTo(6), upTo(6)), fc.tuple(fc.integer({ min: 2, max: 70 }))),
    channels,
    offset: fc.constantFrom(0, 3, -20),
  });
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, shape, channels, offset }) =>
      expectAgreement(
        (make) => {
          const x = tf.add(make([...shape, channels]), offset);
          const layer = tfl.layers.batchNormalization({ momentum: 0.9 });
          layer.build(x.shape);
          layer.setWeights([
            make([channels]),
            make([channels]),
            make([channels]),
            tf.abs(make([channels])),
          ]);
          const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
          const dy = make(x.shape);
          const objective = (x: tf.Tensor) =>
            tf.sum(tf.mul(layer.apply(x, { training: true }) as tf.Tensor, dy)) as tf.Scalar;
          const { value, grads } = tf.variableGrads(() => objective(x), weights);
          const gradients = weights.map(({ name }) => grads[name] as tf.Tensor);
          const averages = layer
            .getWeights()
            .slice(2)
            .map((average) => tf.clone(average));
          const results = [value, ...gradients, ...averages, tf.grad(objective)(x)];
          const kept = results.map((result) => tf.clone(result));
          for (const weight of layer.weights) weight.dispose();
          return kept;
        },
        { seed, tolerance: 2e-3 },
      ),
    ),
    { numRuns: 50 },
  );
});

test("a normalisation by given means and variances agrees, whatever its vectors and gradients", async () => {
  const cases = fc.record({ seed: seeds, channels, scaled: fc.boolean(), shifted: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, channels, scaled, shifted }) =>
      expectAgreement(
        (make) => {
          const vector = () => make([channels]) as tf.Tensor1D;
          const x = make([3, 4, 4, channels]) as tf.Tensor4D;
          const [mean, variance] = [vector(), tf.abs(vector())];
          const offset = shifted ? vector() : undefined;
          const scale = scaled ? vector() : undefined;
          const normalise = (x: tf.Tensor4D, mean: tf.Tensor1D, variance: tf.Tensor1D) =>
            tf.batchNorm(x, mean, variance, offset, scale, 0.01);
          return scaled && shifted // tfjs has no gradient without
            ? withGradients(make, normalise, x, mean, variance)
            : [normalise(x, mean, variance)];
        },
        { seed },
      ),
    ),
    { numRuns: 30 },
  );
});

test("sums and means agree, over any axes", async () => {
  const axes = fc.constantFrom<number[] | undefined>(
    [0],
    [0, 1],
    [0, 1, 2],
    [2, 1, 0],
    [3],
    [1, 3],
    [-1],
    undefined,
  );
  await fc.assert(
    fc.asyncProperty(seeds, channels, axes, fc.boolean(), (seed, channels, axes, keepDims) =>
      expectAgreement(
        (make) => {
          const x = make([3, 5, 4, channels]);
          return [tf.sum(x, axes, keepDims), tf.mean(x, axes, keepDims)];
        },
        { seed },
      ),
    ),
    { numRuns: 50 },
  );
});

test("a normalisation of nothing is nothing", async () => {
  await tf.setBackend("wasm");
  const layer = tfl.layers.batchNormalization({});
  layer.build([null, 3, 3, 8]);
  for (const training of [false, true]) {
    const y = layer.apply(tf.zeros([0, 3, 3, 8]), { training }) as tf.Tensor;
    expect(y.shape).toEqual([0, 3, 3, 8]);
  }
});
