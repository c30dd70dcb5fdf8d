import { expect, test } from "vitest";
import { parse } from "yaml";
import { layerList } from "../../../../src/trainers/digits/models/layer.js";

function problems(value: unknown): string[] {
  const issues = layerList.safeParse(value).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("a layer may be a word, a word with a value, or a word with options", () => {
  const yaml = `
    - conv: {filters: 16, kernel: [5, 3], strides: 2, activation: relu}
    - conv: 8
    - batch_norm
    - {batch_norm: {momentum: 0.5}, when: batch_norm}
    - max_pool: 2
    - activation: elu
    - dropout: 0.25
    - flatten`;
  const conv = { kind: "conv", padding: "same", bias: true };
  expect(layerList.parse(parse(yaml))).toEqual([
    { ...conv, filters: 16, kernel: [5, 3], strides: [2, 2], activation: "relu" },
    { ...conv, filters: 8, kernel: [3, 3], strides: [1, 1], activation: "linear" },
    { kind: "batch_norm", momentum: 0.9 },
    { kind: "batch_norm", momentum: 0.5, when: "batch_norm" },
    { kind: "max_pool", size: [2, 2], padding: "valid" },
    { kind: "activation", function: "elu" },
    { kind: "dropout", rate: 0.25 },
    { kind: "flatten" },
  ]);
});

test("a residual holds layers", () => {
  const [residual] = layerList.parse([{ residual: ["batch_norm"], when: "not batch_norm" }]);
  expect(residual).toEqual({
    kind: "residual",
    when: "not batch_norm",
    layers: [{ kind: "batch_norm", momentum: 0.9 }],
  });
});

test("every mistake of a list is reported at its place", () => {
  const yaml = `
    - flaten
    - conv: {filters: 8, kernl: 3}
    - conv: {filters: 8, kernel: 99}
    - {dense: 4, conv: 3}
    - {batch_norm: , when: batchnorm}
    - activation: softmax
    - residual: [{dense: 0}]
    - residual: []
    - 7`;
  expect(problems(parse(yaml))).toEqual([
    "0: expected one of `conv`, `separable_conv`, `depthwise_conv`, `dense`, `max_pool`, `avg_pool`, `global_avg_pool`, `flatten`, `batch_norm`, `layer_norm`, `dropout`, `activation`, `residual`, got `flaten` (did you mean `flatten`?)",
    "1.conv.kernl: expected one of `filters`, `kernel`, `strides`, `padding`, `activation`, `bias`, got `kernl` (did you mean `kernel`?)",
    "2.conv.kernel.0: Too big: expected number to be <=28",
    "2.conv.kernel.1: Too big: expected number to be <=28",
    '3: expected one layer, such as `flatten` or `{dense: 64}`, got {"dense":4,"conv":3}',
    "4.when: expected one of `batch_norm`, `not batch_norm`, got `batchnorm` (did you mean `batch_norm`?)",
    '5.activation.function: Invalid option: expected one of "linear"|"relu"|"leaky_relu"|"elu"|"selu"|"tanh"|"sigmoid"|"swish"',
    "6.residual.0.dense.units: Too small: expected number to be >=1",
    "7.residual: expected a list of layers",
    "8: expected one layer, such as `flatten` or `{dense: 64}`, got 7",
  ]);
});

test("a window given as a word is reported with what may stand there", () => {
  expect(problems([{ max_pool: "big" }])).toEqual([
    "0.max_pool.size: expected a whole number from 1 to 28 or a pair of them, [height, width]",
  ]);
});

test("an empty list is no network", () => {
  expect(problems([])).toEqual([": expected at least one layer"]);
});
