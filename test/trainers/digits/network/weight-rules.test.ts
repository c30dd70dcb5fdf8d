import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import type { JsonValue } from "../../../../src/core/json.js";
import { backends } from "../../../../src/trainers/backends/index.js";
import { CONSTRAINTS } from "../../../../src/trainers/digits/models/constraints.js";
import { KERNEL_INITIALIZERS } from "../../../../src/trainers/digits/models/initializers.js";
import { type Kind, named } from "../../../../src/trainers/digits/models/named.js";
import { REGULARIZERS } from "../../../../src/trainers/digits/models/regularizers.js";
import { buildNetwork } from "../../../../src/trainers/digits/network/build.js";
import type { Network } from "../../../../src/trainers/digits/network/network.js";
import { planOf } from "../support.js";

beforeAll(async () => {
  await backends.get("cpu").create({ threads: 1 });
});

function networkOf(layers: unknown[], seed = 1): Network {
  return buildNetwork(planOf({ model: { layers } }), seed);
}

function numbersOf(network: Network, name: string): tf.Tensor {
  const weight = network.weights.find((each) => each.name === name);
  return weight?.variable ?? expect.fail(`${name}: expected it`);
}

describe("initializers", () => {
  /** Mean and standard deviation of a dense kernel [784, 64]. */
  const spreads: [JsonValue, number, number][] = [
    ["glorot_uniform", 0, Math.sqrt(2 / 848)],
    ["glorot_normal", 0, Math.sqrt(2 / 848)],
    ["he_uniform", 0, Math.sqrt(2 / 784)],
    ["he_normal", 0, Math.sqrt(2 / 784)],
    ["lecun_uniform", 0, Math.sqrt(1 / 784)],
    ["lecun_normal", 0, Math.sqrt(1 / 784)],
    [{ variance_scaling: { scale: 3, mode: "fan_out" } }, 0, Math.sqrt(3 / 64)],
    [{ variance_scaling: { mode: "fan_avg", distribution: "uniform" } }, 0, Math.sqrt(2 / 848)],
    ["orthogonal", 0, Math.sqrt(1 / 784)],
    ["zeros", 0, 0],
    ["ones", 1, 0],
    [{ constant: -0.5 }, -0.5, 0],
    [{ random_uniform: { min: 1, max: 2 } }, 1.5, Math.sqrt(1 / 12)],
    [{ random_normal: { mean: 1, stddev: 0.2 } }, 1, 0.2],
    [{ truncated_normal: 0.2 }, 0, 0.2 * 0.8796],
  ];

  test.each(spreads)(
    "%j has its mean and spread, and draws by the seed",
    (term, mean, deviation) => {
      const layers = ["flatten", { dense: { units: 64, kernel_initializer: term } }];
      const [first, again, other] = [1, 1, 2].map((seed) => networkOf(layers, seed)) as [
        Network,
        Network,
        Network,
      ];
      const numbers = numbersOf(first, "dense_1/kernel").dataSync<"float32">();
      const average = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
      const variance = numbers.reduce((sum, x) => sum + (x - average) ** 2, 0) / numbers.length;
      expect(average).toBeCloseTo(mean, 2);
      expect(Math.sqrt(variance) / (deviation || 1)).toBeCloseTo(deviation ? 1 : 0, 2);
      expect(numbersOf(again, "dense_1/kernel").dataSync()).toEqual(numbers);
      if (deviation > 0) expect(numbersOf(other, "dense_1/kernel").dataSync()).not.toEqual(numbers);
      for (const network of [first, again, other]) network.dispose();
    },
  );

  test("the cases above are all that there are", () => {
    const names = spreads.map(([term]) =>
      typeof term === "string" ? term : Object.keys(term as object)[0],
    );
    expect([...new Set(names)].sort()).toEqual(Object.keys(KERNEL_INITIALIZERS).sort());
  });

  test.each([
    [4, 30],
    [30, 4],
  ])("an orthogonal kernel of %i inputs and %i outputs keeps lengths", (inputs, units) => {
    const network = networkOf([
      { max_pool: 14 },
      "flatten",
      { dense: inputs },
      { dense: { units, kernel_initializer: { orthogonal: 2 } } },
    ]);
    const kernel = numbersOf(network, "dense_2/kernel");
    const products = tf.tidy(
      () => tf.matMul(kernel, kernel, inputs > units, inputs <= units).arraySync() as number[][],
    );
    for (const [i, row] of products.entries())
      for (const [j, product] of row.entries()) expect(product).toBeCloseTo(i === j ? 4 : 0, 5);
    network.dispose();
  });

  test("two weights of one layer, and two layers, start differently", () => {
    const rule = { kernel_initializer: "random_normal", bias_initializer: "random_normal" };
    const network = networkOf([
      { separable_conv: { filters: 9, kernel: 3, ...rule } },
      { conv: { filters: 9, kernel: 1, ...rule } },
    ]);
    const starts = network.weights.slice(0, 5).map(({ variable }) => variable.dataSync()[0]);
    expect(new Set(starts).size).toBe(5);
    network.dispose();
  });
});

describe("regularizers", () => {
  const penaltiesOf = (network: Network, images: tf.Tensor) =>
    tf.tidy(() =>
      network.train(images, {}).penalties.map((penalty) => penalty.dataSync()[0] ?? Number.NaN),
    );
  const dense = (rules: object) => [
    "flatten",
    { dense: { units: 3, activation: "relu", bias_initializer: "ones", ...rules } },
  ];
  const expected = (numbers: ArrayLike<number>, l1: number, l2: number) =>
    Array.from(numbers).reduce((sum, x) => sum + l1 * Math.abs(x) + l2 * x * x, 0);
  const cases: [JsonValue, number, number][] = [
    [{ l1: 0.1 }, 0.1, 0],
    ["l2", 0, 0.01],
    [{ l1_l2: { l1: 0.2, l2: 0.3 } }, 0.2, 0.3],
  ];

  test.each(cases)("%j of a kernel and of a bias is a penalty once each", (term, l1, l2) => {
    const network = networkOf(dense({ kernel_regularizer: term, bias_regularizer: term }));
    const weights = ["dense_1/kernel", "dense_1/bias"].map((name) =>
      numbersOf(network, name).dataSync(),
    );
    for (const [i, penalty] of penaltiesOf(network, tf.zeros([2, 28, 28, 1])).entries())
      expect(penalty).toBeCloseTo(expected(weights[i] ?? [], l1, l2), 4);
    expect(penaltiesOf(network, tf.zeros([2, 28, 28, 1]))).toHaveLength(2);
    network.dispose();
  });

  test.each(cases)(
    "%j of an activity is that of what the layer answers, over the images",
    (term, l1, l2) => {
      const network = networkOf(dense({ activity_regularizer: term }));
      const images = tf.randomUniform([4, 28, 28, 1], 0, 1, "float32", 3);
      const answers = tf.tidy(() => {
        const kernel = numbersOf(network, "dense_1/kernel") as tf.Tensor2D;
        return tf.relu(tf.add(tf.matMul(tf.reshape(images, [4, 784]), kernel), 1)).dataSync();
      });
      const [penalty, ...others] = penaltiesOf(network, images);
      expect(others).toEqual([]);
      expect(penalty).toBeCloseTo(expected(answers, l1, l2) / 4, 4);
      network.dispose();
    },
  );

  test("a network of which nothing is said has no penalties", () => {
    const network = networkOf(["flatten", { dense: 3 }]);
    expect(penaltiesOf(network, tf.zeros([1, 28, 28, 1]))).toEqual([]);
    network.dispose();
  });
});

describe("constraints", () => {
  const kernels = { conv_1: 3, separable_conv_1: 3, depthwise_conv_1: 2, dense_1: 1 } as const;
  const layersWith = (term: JsonValue) => {
    const rules = { kernel_constraint: term, bias_constraint: term };
    return [
      { conv: { filters: 4, strides: 4, ...rules } },
      { separable_conv: { filters: 3, ...rules } },
      { depthwise_conv: { multiplier: 2, ...rules } },
      "flatten",
      { dense: { units: 5, ...rules } },
    ];
  };
  /** The norms of the numbers that lead to each output. */
  const normsOf = (numbers: tf.Tensor, name: string) => {
    const perChannel = name.includes("depthwise") ? 2 : 1;
    const axes =
      numbers.shape.length === 1 ? [0] : numbers.shape.map((_, i) => i).slice(0, -perChannel);
    return Array.from(tf.sqrt(tf.sum(tf.square(numbers), axes)).dataSync());
  };
  const expectAll = (norms: number[], length: number) => {
    for (const norm of norms) expect(norm).toBeCloseTo(length, 4);
  };
  const expectBetween = (norms: number[], least: number, most: number) => {
    expect(Math.min(...norms)).toBeGreaterThan(least - 1e-3);
    expect(Math.max(...norms)).toBeLessThan(most + 1e-3);
  };
  const cases: [JsonValue, (norms: number[], numbers: number[]) => void][] = [
    [{ max_norm: 1.5 }, (norms) => expect(Math.max(...norms)).toBeCloseTo(1.5, 4)],
    ["unit_norm", (norms) => expectAll(norms, 1)],
    ["non_neg", (_, numbers) => expect(Math.min(...numbers)).toBe(0)],
    [{ min_max_norm: { min: 7, max: 8 } }, (norms) => expectBetween(norms, 7, 8)],
  ];

  test.each(cases)("%j holds of what it is put on, output by output", (term, check) => {
    const network = networkOf(layersWith(term));
    const constrained = network.weights.filter(({ constrain }) => constrain);
    expect(constrained).toHaveLength(9);
    for (const { name, variable, constrain } of constrained)
      tf.tidy(() => {
        const numbers = tf.randomNormal(variable.shape, 0, 3, "float32", 5);
        const held = constrain?.(numbers) ?? numbers;
        check(normsOf(held, name), Array.from(held.dataSync()));
      });
    network.dispose();
  });

  test("the cases above are all that there are, and all layers with kernels are tried", () => {
    const names = cases.map(([term]) =>
      typeof term === "string" ? term : Object.keys(term as object)[0],
    );
    expect(names).toEqual(Object.keys(CONSTRAINTS));
    expect(Object.keys(kernels)).toHaveLength(4);
  });
});

test("what is said about weights is in the saved model, which tfjs makes the same network of", async () => {
  const term = (kinds: Record<string, Kind>, name: string) =>
    named(kinds).safeParse(name).success ? name : { [name]: 0.3 };
  const each = (kinds: Record<string, Kind>, option: string) =>
    Object.keys(kinds).map((name) => ({
      depthwise_conv: { kernel: 3, strides: 2, [option]: term(kinds, name) },
    }));
  const layers = [
    { zero_padding: 2 },
    { concat: [[{ conv: { filters: 3, activation: "gelu" } }], ["prelu"]] },
    ...each({ ...CONSTRAINTS }, "kernel_constraint"),
    ...each({ ...REGULARIZERS }, "kernel_regularizer"),
    "flatten",
    ...Object.keys(KERNEL_INITIALIZERS).map((name) => ({
      dense: {
        units: 3,
        activation: "hard_sigmoid",
        kernel_initializer: term(KERNEL_INITIALIZERS, name),
      },
    })),
  ];
  const network = networkOf(layers);
  const topology = JSON.parse(JSON.stringify(network.topology()));
  const weights = network.weights.map(({ name, variable }) => ({ name, variable }));
  const loaded = await tfl.loadLayersModel({
    load: async () => ({
      modelTopology: topology,
      weightSpecs: weights.map(({ name, variable }) => ({
        name,
        shape: variable.shape,
        dtype: "float32" as const,
      })),
      weightData: Float32Array.from(
        weights.flatMap(({ variable }) => Array.from(variable.dataSync())),
      ).buffer,
    }),
  });
  const constraints = topology.config.layers.flatMap(
    ({ config }: { config: { depthwise_constraint?: { class_name: string } } }) =>
      config.depthwise_constraint?.class_name ?? [],
  );
  expect(constraints).toEqual(["MaxNorm", "UnitNorm", "NonNeg", "MinMaxNorm"]);
  tf.tidy(() => {
    const images = tf.randomUniform([2, 28, 28, 1], 0, 1, "float32", 7);
    expect((loaded.predict(images) as tf.Tensor).dataSync()).toEqual(
      network.infer(images).dataSync(),
    );
  });
  loaded.dispose();
  network.dispose();
});
