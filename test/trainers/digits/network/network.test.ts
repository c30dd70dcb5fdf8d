import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { backends } from "../../../../src/trainers/backends/index.js";
import { countWeights } from "../../../../src/trainers/digits/models/plan.js";
import { buildNetwork } from "../../../../src/trainers/digits/network/build.js";
import { planOf } from "../support.js";

beforeAll(async () => {
  await backends.get("cpu").create({ threads: 1 });
});

const everyKind = `
  layers:
    - conv: {filters: 4, kernel: 5, strides: 2, activation: relu}
    - {batch_norm: , when: batch_norm}
    - residual:
        - separable_conv: {filters: 6, strides: 2, activation: swish}
        - dropout
        - depthwise_conv: {kernel: 3, activation: elu}
    - max_pool: {size: 3, strides: 2}
    - layer_norm
    - activation: leaky_relu
    - residual: [{conv: {filters: 6, activation: tanh}}]
    - avg_pool: {size: 2, strides: 1, padding: same}
    - global_avg_pool
    - dense: {units: 8, activation: selu}
    - residual: [{dense: {units: 5, activation: sigmoid}}]
    - dropout: 0.5`;

const everyParameter = { model: parse(everyKind), batch_norm: true, dropout: 0.25 };

test("layers written in YAML become this network", () => {
  const network = buildNetwork(planOf(everyParameter), 1);
  const table = network.layers.map((l) => `${l.name} ${l.type} ${l.output} ${l.parameters}`);
  expect(table).toEqual([
    "images InputLayer 28×28×1 0",
    "conv_1 Conv2D 14×14×4 104",
    "conv_1_relu Activation 14×14×4 0",
    "batch_norm_1 BatchNormalization 14×14×4 16",
    "separable_conv_1 SeparableConv2D 7×7×6 66",
    "separable_conv_1_swish Activation 7×7×6 0",
    "depthwise_conv_1 DepthwiseConv2D 7×7×6 60",
    "residual_1_shortcut Conv2D 7×7×6 30",
    "depthwise_conv_1_elu Activation 7×7×6 0",
    "residual_1 Add 7×7×6 0",
    "max_pool_1 MaxPooling2D 3×3×6 0",
    "layer_norm_1 LayerNormalization 3×3×6 12",
    "activation_1 LeakyReLU 3×3×6 0",
    "conv_2 Conv2D 3×3×6 330",
    "conv_2_tanh Activation 3×3×6 0",
    "residual_2 Add 3×3×6 0",
    "avg_pool_1 AveragePooling2D 3×3×6 0",
    "global_avg_pool_1 GlobalAveragePooling2D 6 0",
    "dense_1 Dense 8 56",
    "dense_1_selu Activation 8 0",
    "dense_2 Dense 5 45",
    "residual_3_shortcut Dense 5 45",
    "dense_2_sigmoid Activation 5 0",
    "residual_3 Add 5 0",
    "logits Dense 10 60",
    "probabilities Softmax 10 0",
  ]);
  expect(network.dropouts).toEqual([
    { name: "dropout_1", rate: 0.25, shape: [7, 7, 6] },
    { name: "dropout_2", rate: 0.5, shape: [5] },
  ]);
  network.dispose();
});

const architectures = ["compact", "cnn", "lenet", "mlp", "resnet", "deotte"];

test.each(architectures)("the plan of %s knows the shapes and weights that tfjs makes", (model) => {
  for (const batch_norm of [false, true]) {
    const plan = planOf({ model, batch_norm, dropout: 0.3 });
    const network = buildNetwork(plan, 1);
    const made = network.layers.reduce((sum, { parameters }) => sum + parameters, 0);
    expect(made).toBe(countWeights(plan));
    const output = new Map(network.layers.map((layer) => [layer.name, layer.output]));
    for (const planned of plan) {
      if (typeof planned.layer === "string" || planned.layer.kind === "dropout") continue;
      expect(output.get(planned.name)).toBe(planned.output.join("×"));
    }
    network.dispose();
  }
});

test("compact has 57,000 weights, and 52,000 without padding", () => {
  expect(countWeights(planOf({ model: "compact" }))).toBe(56_890);
  expect(countWeights(planOf({ model: "compact", batch_norm: true }))).toBe(57_370);
  expect(countWeights(planOf({ model: { type: "compact", padding: "valid" } }))).toBe(52_410);
});

test("without dropout and batch normalisation, training and inference are the same function", () => {
  const network = buildNetwork(planOf({ model: "lenet" }), 1);
  tf.tidy(() => {
    const images = tf.randomUniform([3, 28, 28, 1], 0, 1, "float32", 7);
    const trained = tf.softmax(network.train(images, {}).logits);
    expect(Array.from(trained.dataSync())).toEqual(Array.from(network.infer(images).dataSync()));
  });
  network.dispose();
});

test("a mask of zeros leaves nothing of the image, one of ones everything; inference takes none", () => {
  const network = buildNetwork(planOf({ model: { layers: ["flatten", { dropout: 0.5 }] } }), 1);
  tf.tidy(() => {
    const images = tf.randomUniform([2, 28, 28, 1], 0, 1, "float32", 7);
    const logits = (mask: tf.Tensor) =>
      tf.softmax(network.train(images, { dropout_1: mask }).logits).dataSync();
    const inferred = network.infer(images).dataSync();
    expect(Array.from(logits(tf.ones([2, 784])))).toEqual(Array.from(inferred));
    expect(Array.from(logits(tf.zeros([2, 784])))[3]).toBeCloseTo(0.1, 6);
    expect(inferred[3]).not.toBeCloseTo(0.1, 3);
  });
  network.dispose();
});

test("weights derive from the seed alone", () => {
  const valuesOf = (seed: number) => {
    const network = buildNetwork(planOf({ model: "lenet" }), seed);
    const values = network.weights.map(({ variable }) => Array.from(variable.dataSync()));
    network.dispose();
    return values;
  };
  expect(valuesOf(5)).toEqual(valuesOf(5));
  expect(valuesOf(5)).not.toEqual(valuesOf(6));
});

test("kernels start with He's variance before a ReLU, with Glorot's elsewhere", () => {
  const network = buildNetwork(planOf({ model: { type: "mlp", hidden: [300] } }), 3);
  const spread = new Map(
    network.weights.map(({ name, variable }) => [
      name,
      tf.tidy(() => tf.moments(variable).variance.dataSync()[0]),
    ]),
  );
  expect(spread.get("dense_1/kernel")).toBeCloseTo(2 / 784, 4);
  expect(spread.get("logits/kernel")).toBeCloseTo(2 / (300 + 10), 3);
  network.dispose();
});

test("a network leaves no tensor behind when it is disposed of", () => {
  const before = tf.memory().numTensors;
  const network = buildNetwork(planOf(everyParameter), 1);
  tf.tidy(() => network.infer(tf.zeros([1, 28, 28, 1])).dataSync());
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
