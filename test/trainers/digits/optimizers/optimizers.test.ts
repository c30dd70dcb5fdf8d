import "@tensorflow/tfjs-layers"; // registers the gradients that tfjs's own optimizers need
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { backends } from "../../../../src/trainers/backends/index.js";
import { createOptimizer } from "../../../../src/trainers/digits/optimizers/index.js";
import type { Optimizer } from "../../../../src/trainers/digits/optimizers/optimizer.js";
import { optimizerChoice } from "../../../../src/trainers/digits/optimizers/options.js";

beforeAll(async () => {
  await backends.get("cpu").create({ threads: 1 });
});

const START = [1, -2, 0.5, 3];
const RATE = 0.05;
const STEPS = 6;

/** Minimises Σ cᵢ wᵢ², whose gradient differs in each direction. */
const steepness = () => tf.tensor1d([1, 4, 0.1, 0.01]);

const cases: [string, Parameters<typeof optimizerChoice.resolve>[0], () => tf.Optimizer][] = [
  ["sgd", "sgd", () => tf.train.sgd(RATE)],
  ["momentum", { type: "momentum", momentum: 0.8 }, () => tf.train.momentum(RATE, 0.8)],
  ["nesterov", { type: "nesterov", momentum: 0.8 }, () => tf.train.momentum(RATE, 0.8, true)],
  ["adam", { type: "adam", beta1: 0.8 }, () => tf.train.adam(RATE, 0.8, 0.999, 1e-7)],
  ["adamax", "adamax", () => tf.train.adamax(RATE, 0.9, 0.999, 1e-7)],
  ["rmsprop", { type: "rmsprop", momentum: 0.5 }, () => tf.train.rmsprop(RATE, 0.9, 0.5, 1e-7)],
  ["adagrad", "adagrad", () => tf.train.adagrad(RATE, 0.1)],
];

describe("optimizers move weights as tfjs's own do", () => {
  test.each(cases)("%s", (_, chosen, reference) => {
    const expected = descend((weight) => tfjsStep(reference(), weight));
    const got = descend((weight) =>
      ourSteps(createOptimizer(optimizerChoice.resolve(chosen)), weight),
    );
    got.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
    });
    expect(got).not.toEqual(START);
  });
});

test("adamw moves as adam: its decay belongs to the training step", () => {
  const adamw = descend((w) => ourSteps(createOptimizer(optimizerChoice.resolve("adamw")), w));
  expect(adamw).toEqual(
    descend((w) => ourSteps(createOptimizer(optimizerChoice.resolve("adam")), w)),
  );
});

function descend(prepare: (weight: tf.Variable) => (step: number) => void): number[] {
  const weight = tf.variable(tf.tensor1d(START));
  const run = prepare(weight);
  for (let step = 1; step <= STEPS; step++) tf.tidy(() => run(step));
  return Array.from(weight.dataSync());
}

function tfjsStep(optimizer: tf.Optimizer, weight: tf.Variable) {
  return () => {
    optimizer.minimize(() => tf.sum(tf.mul(steepness(), tf.square(weight))), false, [weight]);
  };
}

function ourSteps(optimizer: Optimizer, weight: tf.Variable) {
  let slots = tensors(optimizer.slots, weight.shape);
  return (step: number) => {
    const gradient = tf.mul(tf.mul(steepness(), 2), weight);
    const coefficients = tensors(optimizer.coefficients(RATE, step), []);
    const moved = optimizer.update({ weight, gradient, slots, coefficients });
    weight.assign(moved.weight);
    slots = Object.fromEntries(Object.entries(moved.slots).map(([n, slot]) => [n, tf.keep(slot)]));
  };
}

function tensors(values: Record<string, number>, shape: number[]): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, tf.keep(tf.fill(shape, value))]),
  );
}
