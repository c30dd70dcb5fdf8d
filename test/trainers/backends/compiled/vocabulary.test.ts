import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonValue } from "../../../../src/core/json.js";
import type { Backend } from "../../../../src/trainers/backends/backend.js";
import { wasm } from "../../../../src/trainers/backends/wasm/wasm.js";
import { lossOptions } from "../../../../src/trainers/digits/losses/options.js";
import { CONSTRAINTS } from "../../../../src/trainers/digits/models/constraints.js";
import {
  BIAS_INITIALIZERS,
  KERNEL_INITIALIZERS,
} from "../../../../src/trainers/digits/models/initializers.js";
import { LAYER_NAMES } from "../../../../src/trainers/digits/models/layer.js";
import { ACTIVATIONS } from "../../../../src/trainers/digits/models/layer-kinds.js";
import { type Kind, named } from "../../../../src/trainers/digits/models/named.js";
import { REGULARIZERS } from "../../../../src/trainers/digits/models/regularizers.js";
import { optimizerOptions } from "../../../../src/trainers/digits/optimizers/options.js";
import { parameters, resolveParameters } from "../../../../src/trainers/digits/parameters.js";
import { schedules } from "../../../../src/trainers/digits/schedules/index.js";
import { train as trainRun } from "../../../../src/trainers/digits/training/train.js";
import { realDigits } from "../../digits/support.js";
import { useBothBackends, warningsDuring } from "./support.js";
import { expectEqual, type Options, train } from "./training.js";

/**
 * Everything that an experiment can name is read from the registries, so that what is added to one is covered. Each trains a small
 * network on the compiled backend without its fallback, and on wasm, as on the reference.
 */

const backends = useBothBackends();
let webAssembly: Backend;
beforeAll(async () => {
  webAssembly = await wasm.create({ threads: 1 });
});
afterAll(() => webAssembly.dispose());

async function expectTrainedAlike(given: Options, tolerance = 1e-5): Promise<void> {
  const options = { steps: 2, ...given };
  const expected = await train(backends.cpu, options);
  const warnings = await warningsDuring(async () => {
    expectEqual(await train(backends.compiled, options), expected, tolerance);
  });
  expect(warnings).toEqual([]);
  expectEqual(await train(webAssembly, options), expected, tolerance);
  const [first, second] = expected.outputs;
  expect(second).not.toEqual(first);
}

const image: JsonValue[] = [{ avg_pool: 4 }, { conv: 4 }];

/** What may stand behind a layer's name; the first that it accepts is tried. */
const VALUES = [
  ...[0.5, 4, "tanh", null],
  ...[
    ["batch_norm", { conv: 3 }],
    [["layer_norm", { conv: 3 }], [], [{ max_pool: { size: 3, strides: 1, padding: "same" } }]],
  ],
];

function modelWith(name: string): JsonValue {
  for (const before of [image, [...image, "flatten"]])
    for (const value of VALUES) {
      const model = { layers: [...before, { [name]: value }] } as JsonValue;
      if (parameters.safeParse({ model }).success) return model;
    }
  throw new Error(`${name}: expected a value in VALUES that it accepts`);
}

test.each(LAYER_NAMES)("the layer %s", async (name) => {
  const model = modelWith(name);
  const { network } = resolveParameters({ model });
  expect(network.map((planned) => planned.name)).toContain(`${name}_${name === "conv" ? 2 : 1}`);
  await expectTrainedAlike({ model });
});

test.each(ACTIVATIONS)("the activation %s, in a layer and as one", async (activation) => {
  const layers = [{ avg_pool: 4 }, { conv: { filters: 4, activation } }, { dense: { units: 8 } }];
  await expectTrainedAlike({
    model: { layers: [...layers.slice(0, 2), "flatten", layers[2], { activation }] },
  });
});

test.each(Object.keys(lossOptions))("the loss %s, with smoothed labels too", async (loss) => {
  for (const label_smoothing of [0, 0.1])
    await expectTrainedAlike({ model: { layers: [...image] }, loss, label_smoothing });
});

/** Adam and its like divide by the size of a gradient, and so enlarge rounding where it is small. */
const STEEP = 1e-3;

test.each(Object.keys(optimizerOptions))("the optimizer %s", async (optimizer) => {
  await expectTrainedAlike({ model: { layers: image }, optimizer }, STEEP);
});

/** A name of a registry with a value, where it needs one. */
function terms(kinds: Record<string, Kind>): JsonValue[] {
  return Object.keys(kinds).map((name) => {
    const found = [name, { [name]: 0.3 }].find((term) => named(kinds).safeParse(term).success);
    return found ?? expect.fail(`${name}: expected it to need nothing, or a number`);
  });
}

/** A network of every layer that has a kernel. */
const weighted = (rules: Record<string, JsonValue>) => ({
  layers: [
    { avg_pool: 4 },
    { conv: { filters: 4, activation: "softplus", ...rules } },
    { separable_conv: { filters: 5, ...rules } },
    { depthwise_conv: { multiplier: 2, padding: "valid", ...rules } },
    "flatten",
    { dense: { units: 6, activation: "tanh", ...rules } },
  ],
});

const rules = Object.entries({
  kernel_initializer: KERNEL_INITIALIZERS,
  bias_initializer: BIAS_INITIALIZERS,
  kernel_regularizer: REGULARIZERS,
  bias_regularizer: REGULARIZERS,
  activity_regularizer: REGULARIZERS,
  kernel_constraint: CONSTRAINTS,
  bias_constraint: CONSTRAINTS,
}).flatMap(([option, kinds]) => terms(kinds).map((term) => [option, term] as const));

test.each(rules)("%s: %j", async (option, term) => {
  await expectTrainedAlike({ model: weighted({ [option]: term }) });
});

test.each(Object.keys(schedules))("the schedule %s, with averaged weights", async (schedule) => {
  const model = { layers: image };
  const given = { model, optimizer: "momentum", weight_averaging: true, schedule };
  const onReference = await trainingOf(backends.cpu, given);
  let onCompiled = onReference;
  const warnings = await warningsDuring(async () => {
    onCompiled = await trainingOf(backends.compiled, given);
  });
  expect(warnings).toEqual([]);
  expect(onCompiled.rates).toEqual(onReference.rates);
  expect(onCompiled.loss).toBeCloseTo(onReference.loss, 5);
});

/** Two epochs with a smaller batch at the end of each. */
async function trainingOf(backend: Backend, given: Record<string, JsonValue>) {
  const rates: (number | undefined)[] = [];
  let milliseconds = 0;
  const { kept, network } = await trainRun({
    parameters: resolveParameters({ ...given, epochs: 3, batch_size: 10 }),
    seed: 1,
    metric: { name: "val_loss", goal: "minimize" },
    digits: realDigits(40),
    backend,
    tracker: { log: ({ learning_rate }) => rates.push(learning_rate), progress: () => {} },
    now: () => milliseconds++,
  });
  network.dispose();
  return { rates, loss: kept.metrics.val_loss };
}
