import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import type { JsonValue } from "../../../../src/core/json.js";
import { backends } from "../../../../src/trainers/backends/index.js";
import { createLoss } from "../../../../src/trainers/digits/losses/index.js";
import { lossChoice } from "../../../../src/trainers/digits/losses/options.js";

beforeAll(async () => {
  await backends.get("cpu").create({ threads: 1 });
});

const LOGITS = [
  [2, 0.5, -1],
  [-0.5, 0, 3],
];
const TARGETS = [
  [1, 0, 0],
  [0.1, 0.8, 0.1],
];

function lossOf(loss: JsonValue, logits = LOGITS): number[] {
  const compute = createLoss(lossChoice.resolve(loss));
  return tf.tidy(() => Array.from(compute(tf.tensor2d(logits), tf.tensor2d(TARGETS)).dataSync()));
}

function softmax(logits: number[]): number[] {
  const total = logits.reduce((sum, z) => sum + Math.exp(z), 0);
  return logits.map((z) => Math.exp(z) / total);
}

type Formula = (p: number[], t: number[], z: number[]) => number;
const sumOf = (terms: number[]) => terms.reduce((sum, term) => sum + term, 0);
const crossEntropy: Formula = (p, t) =>
  -sumOf(p.map((each, i) => (t[i] as number) * Math.log(each)));

const formulas: [JsonValue, Formula][] = [
  ["cross_entropy", crossEntropy],
  [
    { type: "focal", gamma: 1.5 },
    (p, t) => -sumOf(p.map((each, i) => (t[i] as number) * (1 - each) ** 1.5 * Math.log(each))),
  ],
  [
    { type: "poly", epsilon: 2 },
    (p, t, z) =>
      crossEntropy(p, t, z) + 2 * (1 - sumOf(p.map((each, i) => each * (t[i] as number)))),
  ],
  ["mse", (p, t) => sumOf(p.map((each, i) => (each - (t[i] as number)) ** 2)) / 3],
  [
    "squared_hinge",
    (_, t, z) =>
      sumOf(z.map((each, i) => Math.max(0, 1 - (2 * (t[i] as number) - 1) * each) ** 2)) / 3,
  ],
];

test.each(formulas)("%j is the plain formula, image by image", (loss, formula) => {
  lossOf(loss).forEach((got, i) => {
    const [z, t] = [LOGITS[i] as number[], TARGETS[i] as number[]];
    expect(got).toBeCloseTo(formula(softmax(z), t, z), 5);
  });
});

test("focal with gamma 0 and poly with epsilon 0 are the cross-entropy", () => {
  const expected = lossOf("cross_entropy");
  const plain: JsonValue[] = [
    { type: "focal", gamma: 0 },
    { type: "poly", epsilon: 0 },
  ];
  for (const loss of plain)
    lossOf(loss).forEach((got, i) => {
      expect(got).toBeCloseTo(expected[i] ?? 0, 6);
    });
});

test.each(formulas)("%j and its slope stay finite where the network is sure", (loss) => {
  const compute = createLoss(lossChoice.resolve(loss));
  const slope = tf.grad((z: tf.Tensor) => tf.sum(compute(z, tf.tensor2d(TARGETS))));
  tf.tidy(() => {
    const sure = tf.tensor2d([
      [200, -200, 0],
      [300, 0, -300],
    ]);
    for (const value of slope(sure).dataSync()) expect(Number.isFinite(value)).toBe(true);
  });
});
