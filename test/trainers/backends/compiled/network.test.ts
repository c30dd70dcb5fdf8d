import { expect, test } from "vitest";
import { optimizerOptions } from "../../../../src/trainers/digits/optimizers/options.js";
import { batchOf } from "../../digits/support.js";
import { useBothBackends, warningsDuring } from "./support.js";
import { BATCH, expectEqual, setUp, train } from "./training.js";

const backends = useBothBackends();

/** Every kind of layer that an experiment can name, small enough for the reference. */
const EVERYTHING = {
  layers: [
    { conv: { filters: 4, kernel: 5, strides: 2, activation: "leaky_relu" } },
    "layer_norm",
    { activation: "elu" },
    { separable_conv: { filters: 16, activation: "selu" } },
    "batch_norm",
    { activation: "relu" },
    { residual: [{ conv: { filters: 16 } }, "batch_norm", { activation: "relu" }] },
    { residual: [{ conv: { filters: 32, strides: 2, bias: false } }] },
    { max_pool: 2 },
    { depthwise_conv: { kernel: 3, multiplier: 2, activation: "swish" } },
    { avg_pool: { size: 2, strides: 1 } },
    "dropout",
    { residual: [{ conv: { filters: 64, kernel: 1, activation: "tanh" } }] },
    "global_avg_pool",
    { dense: { units: 8, activation: "sigmoid" } },
    { dense: 6 },
    "batch_norm",
  ],
};

/** Adam and its like divide by the size of the gradient, and so show the rounding where the true gradient is zero. */
const tolerances: Partial<Record<string, number>> = {
  rmsprop: 1e-3,
  adam: 2e-2,
  adamw: 2e-2,
  adamax: 2e-2,
};

for (const type of Object.keys(optimizerOptions) as (keyof typeof optimizerOptions)[])
  test(`three steps of ${type} on a network of every layer move its weights as on the reference`, async () => {
    const options = { model: EVERYTHING, optimizer: type, dropout: 0.25 };
    const expected = await train(backends.cpu, options);
    let got = expected;
    const warnings = await warningsDuring(async () => {
      got = await train(backends.compiled, options);
    });
    expect(warnings).toEqual([]);
    expectEqual(got, expected, tolerances[type] ?? 1e-5);
  });

for (const model of ["compact", "cnn", "lenet", "resnet"])
  test(`the network ${model} is trained as on the reference, with batch normalisation and without`, async () => {
    for (const batch_norm of [true, false]) {
      const options = { model, batch_norm, optimizer: "sgd", batch: 2, steps: 1 };
      const expected = await train(backends.cpu, options);
      expectEqual(await train(backends.compiled, options), expected, 1e-5);
    }
  });

test("the same seed gives the same weights to the bit", async () => {
  const options = { model: "compact", batch_norm: true, optimizer: "adam", steps: 4, dropout: 0.2 };
  const [first, second] = [
    await train(backends.compiled, options),
    await train(backends.compiled, options),
  ];
  expect(first).toEqual(second);
});

test("a network that goes back to a checkpoint answers as it did then", async () => {
  const { network, infer, step, checkpointer } = setUp(backends.compiled, { model: "compact" });
  const { images } = batchOf(BATCH);
  const before = await infer({ images });
  const saved = await checkpointer.take();
  await step(1);
  const moved = await infer({ images });
  expect(moved).not.toEqual(before);
  await checkpointer.restore(saved);
  expect(await infer({ images })).toEqual(before);
  expect(await checkpointer.take()).toEqual(saved);
  network.dispose();
});
