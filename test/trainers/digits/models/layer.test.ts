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
    { kind: "dropout", rate: 0.25, spatial: false },
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
    - activation: softmx
    - residual: [{dense: 0}]
    - residual: []
    - 7`;
  expect(problems(parse(yaml))).toEqual([
    "0: expected one of `conv`, `separable_conv`, `depthwise_conv`, `dense`, `max_pool`, `avg_pool`, `global_max_pool`, `global_avg_pool`, `zero_padding`, `flatten`, `batch_norm`, `layer_norm`, `dropout`, `activation`, `prelu`, `residual`, `concat`, got `flaten` (did you mean `flatten`?)",
    "1.conv.kernl: expected one of `filters`, `kernel`, `strides`, `padding`, `activation`, `bias`, `kernel_initializer`, `bias_initializer`, `kernel_regularizer`, `bias_regularizer`, `activity_regularizer`, `kernel_constraint`, `bias_constraint`, got `kernl` (did you mean `kernel`?)",
    "2.conv.kernel.0: Too big: expected number to be <=28",
    "2.conv.kernel.1: Too big: expected number to be <=28",
    '3: expected one layer, such as `flatten` or `{dense: 64}`, got {"dense":4,"conv":3}',
    "4.when: expected one of `batch_norm`, `not batch_norm`, got `batchnorm` (did you mean `batch_norm`?)",
    "5.activation.function: expected one of `linear`, `relu`, `relu6`, `leaky_relu`, `elu`, `selu`, `gelu`, `swish`, `mish`, `softplus`, `softsign`, `tanh`, `sigmoid`, `hard_sigmoid`, `softmax`, got `softmx` (did you mean `softmax`?)",
    "6.residual.0.dense.units: Too small: expected number to be >=1",
    "7.residual: expected a list of layers",
    "8: expected one layer, such as `flatten` or `{dense: 64}`, got 7",
  ]);
});

test("what is said about weights is a word, a word with a value, or a word with options", () => {
  const yaml = `
    - dense:
        units: 8
        kernel_initializer: he_normal
        bias_initializer: {constant: 0.1}
        kernel_regularizer: {l2: 0.001}
        activity_regularizer: {l1_l2: {l1: 0.1}}
        kernel_constraint: {min_max_norm: {min: 0.5, max: 2}}
        bias_constraint: non_neg`;
  expect(layerList.parse(parse(yaml))).toEqual([
    {
      ...{ kind: "dense", units: 8, activation: "linear", bias: true },
      kernel_initializer: { kind: "he_normal" },
      bias_initializer: { kind: "constant", value: 0.1 },
      kernel_regularizer: { kind: "l2", factor: 0.001 },
      activity_regularizer: { kind: "l1_l2", l1: 0.1, l2: 0.01 },
      kernel_constraint: { kind: "min_max_norm", min: 0.5, max: 2, rate: 1 },
      bias_constraint: { kind: "non_neg" },
    },
  ]);
});

test("mistakes in what is said about weights are reported at their places", () => {
  const yaml = `
    - dense: {units: 8, kernel_initializer: he_norml}
    - dense: {units: 8, bias_initializer: he_normal}
    - dense: {units: 8, kernel_regularizer: {l2: {factr: 1}}}
    - dense: {units: 8, kernel_regularizer: {l1: 0.1, l2: 0.1}}
    - dense: {units: 8, kernel_constraint: {min_max_norm: {min: 3}}}
    - dense: {units: 8, kernel_initializer: {random_uniform: {min: 3}}}
    - dense: {units: 8, bias: false, bias_regularizer: l2}
    - dense: {units: 8, kernel_initializer: constant}`;
  expect(problems(parse(yaml))).toEqual([
    "0.dense.kernel_initializer: expected one of `glorot_uniform`, `glorot_normal`, `he_uniform`, `he_normal`, `lecun_uniform`, `lecun_normal`, `orthogonal`, `variance_scaling`, `zeros`, `ones`, `constant`, `random_uniform`, `random_normal`, `truncated_normal`, got `he_norml` (did you mean `he_normal`?)",
    "1.dense.bias_initializer: expected one of `zeros`, `ones`, `constant`, `random_uniform`, `random_normal`, `truncated_normal`, got `he_normal`",
    "2.dense.kernel_regularizer.l2.factr: expected one of `factor`, got `factr` (did you mean `factor`?)",
    '3.dense.kernel_regularizer: expected one of `l1`, `l2`, `l1_l2`, got `{"l1":0.1,"l2":0.1}`',
    "4.dense.kernel_constraint.min_max_norm.max: expected a number of at least `min`",
    "5.dense.kernel_initializer.random_uniform.max: expected a number above `min`",
    "6.dense.bias_regularizer: expected no `bias_regularizer` where `bias` is false",
    "7.dense.kernel_initializer.constant.value: Invalid input: expected number, received undefined",
  ]);
});

test("a concat holds at least two lists of layers, which may be empty", () => {
  const [concat] = layerList.parse([{ concat: [["batch_norm"], []], when: "batch_norm" }]);
  expect(concat).toEqual({
    kind: "concat",
    when: "batch_norm",
    branches: [[{ kind: "batch_norm", momentum: 0.9 }], []],
  });
  for (const concat of [[["flatten"]], ["flatten", "flatten"], null])
    expect(problems([{ concat }])).toEqual([
      "0.concat: expected at least two lists of layers, [[…], […]]",
    ]);
  expect(problems([{ concat: [[], [{ conv: 0 }]] }])).toEqual([
    "0.concat.1.0.conv.filters: Too small: expected number to be >=1",
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
