import fc from "fast-check";
import { expect, test } from "vitest";
import { parameters, resolveParameters } from "../../../src/trainers/digits/parameters.js";

function problems(value: unknown): string[] {
  const issues = parameters.safeParse(value).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("every parameter has a default", () => {
  expect(parameters.parse({})).toEqual({
    model: "compact",
    epochs: 5,
    batch_size: 64,
    optimizer: "adam",
    learning_rate: 0.003,
    schedule: "one_cycle",
    warmup_epochs: 0,
    weight_decay: null,
    gradient_clip: null,
    loss: "cross_entropy",
    label_smoothing: 0,
    batch_norm: false,
    dropout: 0,
    augment: false,
    data_pruning: false,
    weight_averaging: false,
    keep: "best",
    early_stopping: false,
  });
});

test("every parameter says what it is for", () => {
  const shape = Object.entries(parameters.shape);
  expect(shape.filter(([, schema]) => !schema.description).map(([name]) => name)).toEqual([]);
});

test("an unknown parameter is rejected", () => {
  expect(problems({ epoch: 3 })).toEqual([': Unrecognized key: "epoch"']);
});

test("what was parsed parses to itself, and resolves to the same", () => {
  const some = fc.record(
    {
      model: fc.constantFrom("cnn", { type: "mlp", hidden: [8] }, { type: "compact", width: 1 }),
      optimizer: fc.constantFrom(
        "sgd",
        { type: "adam", beta1: 0.9 },
        { type: "rmsprop", decay: 0.5 },
      ),
      schedule: fc.constantFrom(
        "cosine",
        { type: "step", every: 2 },
        { type: "plateau", patience: 4 },
      ),
      loss: fc.constantFrom("mse", { type: "focal", gamma: 2 }, { type: "poly", epsilon: -1 }),
      augment: fc.constantFrom(
        true,
        false,
        { rotation: 10 },
        { rotation: 3, zoom: 0 },
        { elastic: true },
        {
          elastic: { alpha: 34, sigma: 5 },
        },
      ),
      data_pruning: fc.constantFrom(true, false, { ratio: 0.5 }, { ratio: 0.8, until: 1 }),
      weight_averaging: fc.constantFrom(true, false, { decay: 0.995 }, { decay: 0.9 }),
      early_stopping: fc.constantFrom(true, false, { patience: 3 }, { patience: 1 }),
      batch_norm: fc.boolean(),
      learning_rate: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(some, (given) => {
      const once = parameters.parse(given);
      expect(parameters.parse(once)).toEqual(once);
      expect(resolveParameters(once)).toEqual(resolveParameters(given));
    }),
    { numRuns: 60 },
  );
});

test("what means the same is the same", () => {
  const { augment } = parameters.parse({ augment: { rotation: 10, zoom: 0.1, shift: 2 } });
  expect(augment).toBe(true);
  const elastic = { alpha: 34, sigma: 4 };
  expect(parameters.parse({ augment: { elastic } }).augment).toEqual({ elastic: true });
  expect(parameters.parse({ weight_averaging: { decay: 0.995 } }).weight_averaging).toBe(true);
});

test("resolving spells every switch out", () => {
  const resolved = resolveParameters({
    augment: { rotation: 5 },
    data_pruning: { ratio: 0.8 },
    weight_averaging: true,
    early_stopping: true,
  });
  expect(resolved.augment).toEqual({
    ...{ rotation: 5, zoom: 0.1, shift: 2, shear: 0, stretch: 0 },
    elastic: null,
    until: 1,
  });
  expect(resolved.dataPruning).toEqual({ ratio: 0.8, until: 0.875 });
  expect(resolved.weightAveraging).toEqual({ decay: 0.995 });
  expect(resolved.earlyStopping).toEqual({ patience: 3, min_delta: 0 });
  const off = { augment: null, dataPruning: null, weightAveraging: null, earlyStopping: null };
  expect(resolveParameters({})).toMatchObject(off);
});

test("weight decay is 0.01 with adamw, nothing with others, and what is asked for", () => {
  expect(resolveParameters({ optimizer: "adamw" }).weightDecay).toBe(0.01);
  expect(resolveParameters({ optimizer: "adam" }).weightDecay).toBe(0);
  expect(resolveParameters({ optimizer: "adamw", weight_decay: 0 }).weightDecay).toBe(0);
});

test("a switch that is neither on, off nor options is reported", () => {
  expect(problems({ augment: "yes" })).toEqual([
    'augment: expected `true`, `false` or options {rotation, zoom, shift, shear, stretch, elastic, until}, got `"yes"`',
  ]);
  expect(problems({ augment: { rotaton: 3 } })).toEqual([
    "augment.rotaton: expected one of `rotation`, `zoom`, `shift`, `shear`, `stretch`, `elastic`, `until`, got `rotaton` (did you mean `rotation`?)",
  ]);
  expect(problems({ augment: { elastic: { alpa: 3 } } })).toEqual([
    "augment.elastic.alpa: expected one of `alpha`, `sigma`, got `alpa` (did you mean `alpha`?)",
  ]);
  expect(problems({ augment: { elastic: 34 } })).toEqual([
    "augment.elastic: expected `true`, `false` or options {alpha, sigma}, got `34`",
  ]);
});

test("a loss is a choice with options, in its shortest form", () => {
  expect(parameters.parse({ loss: { type: "focal", gamma: 2 } }).loss).toBe("focal");
  expect(resolveParameters({ loss: "poly" }).loss).toEqual({
    type: "poly",
    options: { epsilon: 1 },
  });
  expect(problems({ loss: "focl" })).toEqual([
    "loss: expected one of `cross_entropy`, `focal`, `poly`, `mse`, `squared_hinge`, got `focl` (did you mean `focal`?)",
  ]);
  expect(problems({ loss: { type: "mse", gamma: 2 } })).toEqual([
    "loss.gamma: expected no options, got `gamma`",
  ]);
});

test("a dropout within a branch is one that the parameter dropout reaches", () => {
  const model = { layers: [{ concat: [["dropout"], []] }] };
  expect(problems({ model, dropout: 0.5 })).toEqual([]);
});

test("batch_norm and dropout are refused where no layer of a written model asks for them", () => {
  const model = { layers: ["flatten", { dense: 8 }] };
  expect(problems({ model, batch_norm: true, dropout: 0.5 })).toEqual([
    "batch_norm: expected `false`, got `true`: no layer of the model has `when: batch_norm` (as `- {batch_norm: , when: batch_norm}` has), so it would change nothing",
    "dropout: expected 0, got 0.5: no layer of the model is a `dropout` without its own rate, so it would change nothing",
  ]);
});

test("a second warm-up beside that of one_cycle is refused, and one longer than the training", () => {
  expect(problems({ warmup_epochs: 1 })).toEqual([
    "warmup_epochs: expected 0 with the schedule one_cycle, got 1: it has a warm-up of its own",
  ]);
  expect(problems({ warmup_epochs: 9, schedule: "cosine" })).toEqual([
    "warmup_epochs: expected at most epochs (5), got 9",
  ]);
});

test("warps that end after the last epoch are refused", () => {
  expect(problems({ augment: { until: 0.85 }, epochs: 1 })).toEqual([
    "augment.until: expected 1 with 1 of `epochs`, got 0.85: at least one epoch has warped images, so it would change nothing",
  ]);
  expect(problems({ augment: { until: 0.01 }, epochs: 2 })).toEqual([]);
  expect(problems({ augment: true, epochs: 1 })).toEqual([]);
});

test("data_pruning that would end before it leaves out anything is refused", () => {
  expect(problems({ data_pruning: true, epochs: 1 })).toEqual([
    "data_pruning: expected `data_pruning: false` with 1 of `epochs` and 0.875 as `until`: the first pass over the rows, which is one epoch, leaves out none, so it would change nothing",
  ]);
  expect(problems({ data_pruning: { until: 0.2 } })).toHaveLength(1); // of five epochs
  expect(problems({ data_pruning: { until: 0.21 } })).toEqual([]);
  expect(problems({ data_pruning: true, epochs: 2 })).toEqual([]);
});

test("a layer that does not fit is reported at its place in the list", () => {
  const model = { layers: [{ conv: 8 }, { dense: 4 }] };
  expect(problems({ model })).toEqual([
    "model.layers.1: `dense` expected flat features, got an image of 28×28×8: put `flatten` or `global_avg_pool` before it",
  ]);
});
