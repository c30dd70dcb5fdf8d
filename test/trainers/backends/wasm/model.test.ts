import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../../src/core/random.js";
import { createBoth, expectClose } from "./support.js";

beforeAll(createBoth);

const { layers } = tfl;
const BATCH = 6;
const SIDE = 9;

const optimizers = {
  sgd: () => tf.train.sgd(0.05),
  momentum: () => tf.train.momentum(0.05, 0.9),
  rmsprop: () => tf.train.rmsprop(0.001, 0.9, 0, 1e-2),
  adagrad: () => tf.train.adagrad(0.01),
  adam: () => tf.train.adam(0.001, 0.9, 0.999, 1e-2), // a large ε: else rounding decides where a gradient is almost 0
  adamax: () => tf.train.adamax(0.001, 0.9, 0.999, 1e-2),
  adadelta: () => tf.train.adadelta(0.01),
};

for (const [name, createOptimizer] of Object.entries(optimizers))
  test(`three steps of ${name} move every weight as on the reference`, async () => {
    const expected = await trainOn("cpu", createOptimizer);
    const got = await trainOn("wasm", createOptimizer);
    expectClose(got.losses, expected.losses, 1e-4);
    expect(got.weights.length).toBe(expected.weights.length);
    got.weights.forEach((weight, i) => {
      expectClose(weight, expected.weights[i] ?? [], 1e-3);
    });
  });

test("the gradients of every weight agree with the reference", async () => {
  const expected = await gradientsOn("cpu");
  const got = await gradientsOn("wasm");
  expect(got).toHaveLength(expected.length);
  got.forEach((gradient, i) => {
    expectClose(gradient, expected[i] ?? [], 1e-3);
  });
});

/** Residual, separable, pooled, normalised: every kind of layer that the digits' networks are made of. */
function createModel(): tfl.LayersModel {
  const input = tfl.input({ shape: [SIDE, SIDE, 1] });
  const apply = (layer: tfl.layers.Layer, x: tfl.SymbolicTensor | tfl.SymbolicTensor[]) =>
    layer.apply(x) as tfl.SymbolicTensor;
  const act = (activation: "relu" | "elu" | "selu" | "tanh" | "sigmoid", x: tfl.SymbolicTensor) =>
    apply(layers.activation({ activation }), x);
  const conv = { kernelSize: 3, padding: "same" } as const;
  let x = apply(layers.conv2d({ ...conv, filters: 8 }), input);
  x = act("relu", apply(layers.batchNormalization({}), x));
  const branch = act("elu", apply(layers.conv2d({ ...conv, filters: 8 }), x));
  x = apply(layers.add(), [x, branch]);
  x = apply(layers.maxPooling2d({ poolSize: 3, strides: 2, padding: "same" }), x);
  x = act("selu", apply(layers.separableConv2d({ ...conv, filters: 6 }), x));
  x = apply(layers.layerNormalization({}), x);
  const deep = act("tanh", apply(layers.depthwiseConv2d(conv), x));
  const wide = apply(layers.leakyReLU(), apply(layers.conv2d({ kernelSize: 1, filters: 5 }), x));
  x = apply(layers.concatenate(), [deep, wide]);
  x = apply(layers.averagePooling2d({ poolSize: 2, strides: 1 }), x);
  const flat = apply(
    layers.flatten(),
    apply(layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: "same" }), x),
  );
  const pooled = apply(layers.globalAveragePooling2d({}), x);
  const dense = act("sigmoid", apply(layers.dense({ units: 12 }), flat));
  x = apply(layers.concatenate(), [dense, pooled]);
  x = apply(layers.softmax(), apply(layers.dense({ units: 10 }), x));
  return tfl.model({ inputs: input, outputs: x });
}

/** A model whose weights depend on their shapes alone, one batch, and its loss. */
async function problemOn(type: string) {
  await tf.setBackend(type);
  const random = createRandom("model");
  const tensor = (shape: number[]) =>
    tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, random.normal), shape);
  const model = createModel();
  model.setWeights(model.getWeights().map((weight) => tf.abs(tf.mul(tensor(weight.shape), 0.3))));
  const images = tensor([BATCH, SIDE, SIDE, 1]);
  const targets = tf.oneHot(tf.tensor1d([3, 1, 4, 1, 5, 9], "int32"), 10);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const loss = () => {
    const answers = model.apply(images, { training: true }) as tf.Tensor;
    return tf.losses.logLoss(targets, answers, undefined, 1e-3) as tf.Scalar;
  };
  return { model, variables, loss };
}

async function trainOn(type: string, createOptimizer: () => tf.Optimizer) {
  const { model, variables, loss } = await problemOn(type);
  const optimizer = createOptimizer();
  const losses = [1, 2, 3].map(() =>
    tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss, variables);
      optimizer.applyGradients(grads);
      return value.dataSync()[0] as number;
    }),
  );
  const weights = model.getWeights().map((weight) => weight.dataSync() as Float32Array);
  optimizer.dispose();
  model.dispose();
  return { losses, weights };
}

async function gradientsOn(type: string): Promise<Float32Array[]> {
  const { model, variables, loss } = await problemOn(type);
  const { grads } = tf.variableGrads(loss, variables);
  const gradients = variables.map(({ name }) => grads[name]?.dataSync() as Float32Array);
  tf.dispose(grads);
  model.dispose();
  return gradients;
}
