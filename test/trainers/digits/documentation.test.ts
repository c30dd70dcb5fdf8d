import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { augmentation, elastic } from "../../../src/trainers/digits/augment/options.js";
import { lossOptions } from "../../../src/trainers/digits/losses/options.js";
import { CONSTRAINTS } from "../../../src/trainers/digits/models/constraints.js";
import { architectures } from "../../../src/trainers/digits/models/index.js";
import { KERNEL_INITIALIZERS } from "../../../src/trainers/digits/models/initializers.js";
import { LAYER_NAMES } from "../../../src/trainers/digits/models/layer.js";
import { ACTIVATIONS, LAYER_KINDS } from "../../../src/trainers/digits/models/layer-kinds.js";
import { countWeights } from "../../../src/trainers/digits/models/plan.js";
import { REGULARIZERS } from "../../../src/trainers/digits/models/regularizers.js";
import { optimizerOptions } from "../../../src/trainers/digits/optimizers/options.js";
import { parameters } from "../../../src/trainers/digits/parameters.js";
import { earlyStopping } from "../../../src/trainers/digits/training/early-stopping.js";
import { dataPruning } from "../../../src/trainers/digits/training/sampling/data-pruning.js";
import { weightAveraging } from "../../../src/trainers/digits/training/weight-averaging.js";
import { planOf } from "./support.js";

const page = readFileSync(new URL("../../../docs/models.md", import.meta.url), "utf8");

test("docs/models.md has every parameter with its default", () => {
  for (const [name, value] of Object.entries(parameters.parse({}))) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row?.split("|")[2]?.trim().replaceAll("`", ""), name).toBe(String(value));
  }
});

test("docs/models.md names every optimizer, loss, layer, activation, and what may be said of weights", () => {
  const tables = [optimizerOptions, lossOptions, KERNEL_INITIALIZERS, REGULARIZERS, CONSTRAINTS];
  for (const name of [...tables.flatMap(Object.keys), ...LAYER_NAMES]) {
    expect(page, name).toContain(`\`${name}\``);
  }
  expect(page).toContain(`Activations: ${ACTIVATIONS.join(", ")}.`);
});

test("docs/models.md names every option of layers, losses and what is said of weights", () => {
  const kinds = { ...LAYER_KINDS, ...KERNEL_INITIALIZERS, ...REGULARIZERS, ...CONSTRAINTS };
  const schemas = [
    ...Object.values(lossOptions),
    ...Object.values(kinds).map(({ options }) => options),
  ];
  for (const option of schemas.flatMap(({ shape }) => Object.keys(shape)))
    expect(page, option).toContain(`\`${option}\``);
});

test("docs/models.md has every architecture with its number of weights, to the thousand", () => {
  for (const name of Object.keys(architectures)) {
    const thousands = Math.round(countWeights(planOf({ model: name })) / 1000);
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| ${thousands},000 \\|`, "m"));
  }
});

test("docs/models.md names every option of the switches", () => {
  const switches = {
    augment: augmentation,
    elastic,
    data_pruning: dataPruning,
    weight_averaging: weightAveraging,
    early_stopping: earlyStopping,
  };
  for (const [name, { shape }] of Object.entries(switches)) {
    const described = page
      .split("\n")
      .filter((line) => line.startsWith(`| \`${name}\``))
      .at(-1);
    for (const option of Object.keys(shape)) expect(described, name).toContain(`\`${option}\``);
  }
});
