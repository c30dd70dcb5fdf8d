import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { JsonValue } from "../../../../src/core/json.js";
import type { Backend, NumberArrays } from "../../../../src/trainers/backends/backend.js";
import { backends } from "../../../../src/trainers/backends/index.js";
import { lossChoice } from "../../../../src/trainers/digits/losses/options.js";
import { buildNetwork } from "../../../../src/trainers/digits/network/build.js";
import { createCheckpointer } from "../../../../src/trainers/digits/network/checkpoint.js";
import { dropoutMasks } from "../../../../src/trainers/digits/network/dropout-masks.js";
import { createOptimizer } from "../../../../src/trainers/digits/optimizers/index.js";
import {
  createTrainingStep,
  stepScalars,
} from "../../../../src/trainers/digits/training/training-step.js";
import { batchOf, planOf } from "../support.js";

const RATE = 0.1;
const sgd = createOptimizer({ type: "sgd", options: {} });

interface Options {
  backend?: "cpu" | "wasm";
  parameters: Record<string, unknown>;
  loss?: JsonValue;
  gradientClip?: number;
  weightDecay?: number;
  steps?: number;
  /** How much each of the 8 images counts. */
  weights?: number[];
}

/** Takes steps of plain gradient descent on the first 8 digits. */
async function descend(options: Options) {
  const backend = await backends.get(options.backend ?? "cpu").create({ threads: 1 });
  const network = buildNetwork(planOf(options.parameters), 1);
  const { step, dispose } = createTrainingStep(network, sgd, {
    loss: lossChoice.resolve(options.loss ?? "cross_entropy"),
    gradientClip: options.gradientClip ?? null,
  });
  const run = backend.prepare(step);
  const checkpointer = createCheckpointer(backend, network);
  const before = await checkpointer.take();
  const outputs: NumberArrays[] = [];
  for (let n = 1; n <= (options.steps ?? 1); n++) {
    const masks = dropoutMasks(network.dropouts, { batch: 8, seed: 1, step: n });
    const scalars = scalarsAt(n, options.weightDecay ?? 0);
    outputs.push(await run({ ...batchOf(8), ...weighted(options), ...masks, ...scalars }));
  }
  const after = await checkpointer.take();
  dispose();
  network.dispose();
  return { before, after, outputs };
}

function weighted({ weights }: Options): NumberArrays {
  return weights ? { weights: { data: Float32Array.from(weights), shape: [8] } } : {};
}

function scalarsAt(step: number, weightDecay: number): NumberArrays {
  const scalars = stepScalars(sgd, { rate: RATE, step, weightDecay });
  return Object.fromEntries(
    Object.entries(scalars).map(([name, v]) => [name, { data: Float32Array.of(v), shape: [] }]),
  );
}

/** Norm of the movement of all weights together. */
function movement({ before, after }: { before: NumberArrays; after: NumberArrays }): number {
  let sum = 0;
  for (const [name, { data }] of Object.entries(before)) {
    data.forEach((value, i) => {
      sum += (value - (after[name]?.data[i] ?? Number.NaN)) ** 2;
    });
  }
  return Math.sqrt(sum);
}

test("the loss of an untrained network is near ln 10, and falls on the same images", async () => {
  const { outputs } = await descend({
    parameters: { model: { type: "mlp", hidden: [32] } },
    steps: 20,
  });
  const losses = outputs.map(({ loss }) => loss?.data[0] ?? Number.NaN);
  expect(Math.abs((losses[0] ?? 0) - Math.log(10))).toBeLessThan(0.7);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);
  const correct = outputs.map(({ correct }) => correct?.data[0] ?? Number.NaN);
  expect(correct.at(-1)).toBeGreaterThan(correct[0] ?? 8);
});

test("a gradient longer than the limit is cut to it, a shorter one is left alone", async () => {
  const parameters = { model: { type: "mlp", hidden: [16] } };
  const free = movement(await descend({ parameters }));
  expect(movement(await descend({ parameters, gradientClip: free / RATE / 4 }))).toBeCloseTo(
    free / 4,
    5,
  );
  expect(movement(await descend({ parameters, gradientClip: (free / RATE) * 4 }))).toBeCloseTo(
    free,
    6,
  );
});

test("weight decay shrinks kernels by rate × decay and leaves biases alone", async () => {
  const parameters = { model: { type: "mlp", hidden: [16] } };
  const plain = await descend({ parameters });
  const decayed = await descend({ parameters, weightDecay: 0.5 });
  const difference = (name: string) =>
    (plain.after[name]?.data[3] ?? 0) - (decayed.after[name]?.data[3] ?? 0);
  const kernel = plain.before["logits/kernel"]?.data[3] ?? 0;
  expect(difference("logits/kernel")).toBeCloseTo(kernel * RATE * 0.5, 6);
  expect(difference("logits/bias")).toBe(0);
});

test("every trainable weight of every kind of layer is moved, and the running statistics of batch normalisation", async () => {
  const layers = [
    { conv: { filters: 4, strides: 2, activation: "relu" } },
    "batch_norm",
    { residual: [{ separable_conv: { filters: 4, strides: 2, activation: "swish" } }] },
    { depthwise_conv: { activation: "leaky_relu" } },
    "layer_norm",
    { max_pool: 2 },
    { conv: { filters: 3, activation: "tanh" } },
    { avg_pool: { size: 2, strides: 1 } },
    { dropout: 0.1 },
    "flatten",
    { dense: { units: 9, activation: "elu" } },
    { dense: { units: 9, activation: "selu" } },
    { dense: { units: 9, activation: "sigmoid" } },
  ];
  const { before, after } = await descend({ parameters: { model: { layers } } });
  const still = Object.keys(before).filter(
    (name) => JSON.stringify(before[name]) === JSON.stringify(after[name]),
  );
  expect(Object.keys(before).length).toBeGreaterThan(20);
  expect(still).toEqual([]);
});

test("wasm moves every kind of layer as the reference backend does", async () => {
  const layers = [
    { conv: { filters: 4, kernel: 5, strides: 2 } },
    "batch_norm",
    { activation: "relu" },
    { residual: [{ separable_conv: { filters: 4, activation: "swish" } }] },
    { depthwise_conv: { activation: "leaky_relu" } },
    "layer_norm",
    { max_pool: { size: 3, strides: 2 } },
    { conv: { filters: 6, padding: "valid", activation: "tanh" } },
    { avg_pool: 2 },
    { dropout: 0.3 },
    "flatten",
    { dense: { units: 9, activation: "elu" } },
    { dense: { units: 9, activation: "selu" } },
    { dense: { units: 9, activation: "sigmoid" } },
  ];
  const parameters = { model: { layers } };
  const cpu = await descend({ backend: "cpu", parameters, steps: 3 });
  const wasm = await descend({ backend: "wasm", parameters, steps: 3 });
  const names = Object.keys(cpu.after);
  const distance = names.map((name) => {
    const [a, b] = [cpu.after[name]?.data ?? [], wasm.after[name]?.data ?? []];
    return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));
  });
  expect(Math.max(...distance)).toBeLessThan(1e-5);
  expect(Math.max(...distance)).not.toBeNaN();
});

test("weights say how much each image counts, and each image's own loss comes with them", async () => {
  const parameters = { model: { type: "mlp", hidden: [12] } };
  const plain = await descend({ parameters });
  const alike = await descend({ parameters, weights: Array(8).fill(1) });
  expect(alike.after).toEqual(plain.after);
  expect(plain.outputs[0]?.losses).toBeUndefined();
  const weights = [0, 3, 0, 0, 1, 0, 2, 0.5];
  const { outputs, ...moved } = await descend({ parameters, weights });
  const losses = Array.from(outputs[0]?.losses?.data ?? []);
  expect(losses).toEqual(Array.from(alike.outputs[0]?.losses?.data ?? []));
  const mean = (each: number[]) => each.reduce((a, b) => a + b, 0) / 8;
  expect(plain.outputs[0]?.loss?.data[0]).toBeCloseTo(mean(losses), 5);
  const weightedLosses = losses.map((loss, i) => loss * (weights[i] ?? 0));
  expect(outputs[0]?.loss?.data[0]).toBeCloseTo(mean(weightedLosses), 5);
  const none = await descend({ parameters, weights: Array(8).fill(0) });
  expect(movement(none)).toBe(0);
  expect(movement(moved)).toBeGreaterThan(0.01);
});

test("a step leaves no tensor behind", async () => {
  const backend: Backend = await backends.get("cpu").create({ threads: 1 });
  const network = buildNetwork(
    planOf({ model: { type: "mlp", hidden: [9] }, dropout: 0.2, batch_norm: true }),
    1,
  );
  const { step, dispose } = createTrainingStep(network, sgd, {
    loss: lossChoice.resolve("cross_entropy"),
    gradientClip: 1,
  });
  const run = backend.prepare(step);
  const masks = dropoutMasks(network.dropouts, { batch: 8, seed: 1, step: 1 });
  const before = tf.memory().numTensors;
  await run({ ...batchOf(8), ...masks, ...scalarsAt(1, 0) });
  expect(tf.memory().numTensors).toBe(before);
  const weights = weighted({ parameters: {}, weights: Array(8).fill(1) });
  await run({ ...batchOf(8), ...weights, ...masks, ...scalarsAt(1, 0) });
  expect(tf.memory().numTensors).toBe(before);
  dispose();
  network.dispose();
});
