import { describe, expect, test } from "vitest";
import type { Dimension } from "../../src/core/search-space.js";
import { mistakes, parse } from "./support.js";

const COMMAND =
  "command: [train]\nmetric: {name: loss, goal: minimize}\nmethod: random\nrun_cap: 1\n";

function dimensionOf(definition: string): Dimension | undefined {
  return parse(`${COMMAND}parameters: {x: ${definition}}\n`).space.get("x");
}

test.each<[string, Dimension]>([
  ["3", { kind: "constant", value: 3 }],
  ["{value: {a: [1, null]}}", { kind: "constant", value: { a: [1, null] } }],
  ["{value: null}", { kind: "constant", value: null }],
  ["{values: [1, a, false]}", { kind: "categorical", values: [1, "a", false] }],
  [
    "{values: [1, 2], probabilities: [0.25, 0.75]}",
    { kind: "categorical", values: [1, 2], probabilities: [0.25, 0.75] },
  ],
  ["{distribution: categorical, values: [1]}", { kind: "categorical", values: [1] }],
  ["{min: 1, max: 3}", { kind: "int_uniform", min: 1, max: 3 }],
  ["{min: 1.0, max: 3}", { kind: "uniform", min: 1, max: 3 }],
  ["{min: 0, max: 1e-1}", { kind: "uniform", min: 0, max: 0.1 }],
  ["{distribution: q_uniform, min: 0, max: 8, q: 2}", { kind: "q_uniform", min: 0, max: 8, q: 2 }],
  ["{distribution: q_uniform, min: 0, max: 8}", { kind: "q_uniform", min: 0, max: 8, q: 1 }],
  [
    "{distribution: log_uniform_values, min: 0.1, max: 1}",
    { kind: "log_uniform_values", min: 0.1, max: 1 },
  ],
  [
    "{distribution: q_log_uniform_values, min: 1, max: 9, q: 2}",
    { kind: "q_log_uniform_values", min: 1, max: 9, q: 2 },
  ],
  ["{distribution: normal}", { kind: "normal", mu: 0, sigma: 1 }],
  ["{distribution: q_normal, mu: 1, sigma: 2, q: 3}", { kind: "q_normal", mu: 1, sigma: 2, q: 3 }],
  ["{distribution: log_normal, mu: -3}", { kind: "log_normal", mu: -3, sigma: 1 }],
])("%s is understood as in W&B sweeps", (definition, dimension) => {
  expect(dimensionOf(definition)).toEqual(dimension);
});

test("nested parameters become dotted names, in the order of the file", () => {
  const { space } = parse(
    `${COMMAND}parameters:\n  b: {parameters: {y: 1, z: {parameters: {w: 2}}}}\n  a.x: 3\n`,
  );
  expect([...space.keys()]).toEqual(["b.y", "b.z.w", "a.x"]);
});

test("`model` at the top is the constant parameter `model`", () => {
  expect(parse("model: {type: wide, width: 3}\n").space.get("model")).toEqual({
    kind: "constant",
    value: { type: "wide", width: 3 },
  });
});

describe("a mistake in a definition is reported at its place", () => {
  test.each([
    [
      "[1, 2]",
      "17  parameters.x: expected `values: [...]` to try each item, or `value: [...]` for the list as it is, got a list",
    ],
    [
      "",
      "14  parameters.x: expected a value, `values`, or `min` and `max`, got nothing (null itself is written `value: null`)",
    ],
    [
      "{rotation: 3}",
      "14  parameters.x: expected `value`, `values`, `min` and `max`, or `distribution` (a mapping as a constant is written `value: {...}`), got `rotation`",
    ],
    ["{mu: 3}", "14  parameters.x: expected `distribution: normal`, got `mu`"],
    ["{values: []}", "26  parameters.x.values: expected at least 1 item, got a list"],
    [
      "{value: 1, values: [2]}",
      "18  parameters.x.value: expected a known key, got `value` (did you mean `values`?)",
    ],
    [
      "{values: [1, 2], probabilities: [1]}",
      "49  parameters.x.probabilities: expected one for each of the 2 values, got 1",
    ],
    [
      "{values: [1, 2], probabilities: [0.5, 0.6]}",
      "49  parameters.x.probabilities: expected a sum of 1, got 1.1",
    ],
    ["{min: 3, max: 3}", "31  parameters.x.max: expected more than `min` (3), got `3`"],
    ["{min: 1}", "14  parameters.x.max: expected a whole number, got nothing"],
    [
      "{distribution: log_uniform_values, min: 0, max: 1}",
      "57  parameters.x.min: expected a number more than 0, got `0`",
    ],
    [
      "{distribution: q_uniform, min: 0, max: 1, q: 0}",
      "62  parameters.x.q: expected a number more than 0, got `0`",
    ],
    [
      "{distribution: normal, sigma: -1}",
      "47  parameters.x.sigma: expected a number more than 0, got `-1`",
    ],
    [
      "{distribution: gaussian}",
      "32  parameters.x.distribution: expected one of `constant`, `categorical`, `int_uniform`, `uniform`, `q_uniform`, `log_uniform_values`, `q_log_uniform_values`, `normal`, `q_normal`, `log_normal`, got `gaussian`",
    ],
    [
      "{distribution: log_uniform, min: -3, max: 0}",
      "32  parameters.x.distribution: `log_uniform` is not supported: its `min` and `max` are exponents of e, easily mistaken for values: write the values with `log_uniform_values`",
    ],
  ])("%s", (definition, message) => {
    expect(mistakes(`${COMMAND}parameters: {x: ${definition}}\n`)).toEqual([
      `experiments/a.yaml:5:${message}`,
    ]);
  });

  test.each(["2x", "a-.b.", "x..y", "a.__proto__"])("the name %s", (name) => {
    expect(mistakes(`${COMMAND}parameters: {${name}: 1}\n`)).toEqual([
      `experiments/a.yaml:5:14  parameters.${name}: expected a name of letters, digits, \`_\`, \`-\` and \`.\` that begins with a letter, got \`${name}\``,
    ]);
  });
});

describe("values are checked by the trainer's schema", () => {
  test("within candidates, at the item or at a key deep in it", () => {
    const text = `parameters:
  augment:
    values:
      - false
      - {rotation: 500}
      - rotaton: 3
        rotation: 3
  model: {values: [{type: a, width: 1.5}]}
`;
    expect(mistakes(text)).toEqual([
      "experiments/a.yaml:5:20  parameters.augment.values[1].rotation: expected a number of at most 180, got `500`",
      "experiments/a.yaml:6:9  parameters.augment.values[2].rotaton: expected a known key, got `rotaton` (did you mean `rotation`?)",
      "experiments/a.yaml:8:37  parameters.model.values[0].width: expected a whole number, got `1.5`",
    ]);
  });

  test("with all alternatives named where a value fits none", () => {
    expect(mistakes("parameters: {augment: a lot}\n")).toEqual([
      "experiments/a.yaml:1:23  parameters.augment: expected `true` or `false` or a mapping, got `a lot`",
    ]);
  });

  test("at the ends of a range", () => {
    expect(mistakes("parameters:\n  epochs:\n    min: 0\n    max: 5\n")).toEqual([
      "experiments/a.yaml:3:10  parameters.epochs.min: expected a number of at least 1, got `0`",
    ]);
  });

  test("within a range that gives fractions of what must be whole", () => {
    const lines = mistakes(
      "method: random\nrun_cap: 2\nparameters:\n  epochs: {min: 1.0, max: 5}\n  patience: {distribution: q_uniform, min: 1, max: 3, q: 0.5}\n",
    );
    expect(lines).toEqual([
      "experiments/a.yaml:4:3  parameters.epochs: expected a whole number, got `3.4721359548`, as `uniform` gives",
      "experiments/a.yaml:5:3  parameters.patience: expected a whole number, got `1.5`, as `q_uniform` gives",
    ]);
  });

  test("in nested parameters", () => {
    const text =
      "parameters:\n  optimizer:\n    parameters:\n      name: {values: [adam, adan]}\n      dcay: 3\n";
    expect(mistakes(text)).toEqual([
      "experiments/a.yaml:4:29  parameters.optimizer.parameters.name.values[1]: expected `adam`, `momentum` or `sgd`, got `adan` (did you mean `adam`?)",
      "experiments/a.yaml:5:7  parameters.optimizer.parameters.dcay: expected a known part of `optimizer`, got `dcay` (did you mean `decay`?)",
    ]);
  });

  test("together, where only a combination is wrong", () => {
    const text = "parameters:\n  epochs: {values: [1, 9]}\n  patience: {values: [5, 30]}\n";
    expect(mistakes(text)).toEqual([
      "experiments/a.yaml:3:26  parameters.patience.values[1]: expected at most ten times `epochs`, got `30`",
    ]);
  });

  test("and by the method, which may not be able to use a range", () => {
    expect(mistakes("parameters:\n  learning_rate: {min: 0.1, max: 0.2}\n")).toEqual([
      "experiments/a.yaml:2:3  parameters.learning_rate: a grid cannot list `uniform`: write `values: [...]`, or `distribution: q_uniform` with a step `q`, or `method: random`",
    ]);
  });
});

test("a parameter cannot be given whole and in parts", () => {
  expect(
    mistakes("parameters:\n  optimizer: {value: {name: sgd}}\n  optimizer.decay: 0.1\n"),
  ).toEqual([
    "experiments/a.yaml:3:3  parameters.optimizer.decay: expected `optimizer` whole or in parts, got both",
  ]);
});

test("`model` cannot be given twice", () => {
  expect(mistakes("model: a\nparameters: {model: b}\n")).toEqual([
    "experiments/a.yaml:1:1  model: expected once, got it again: see experiments/a.yaml:2:14",
  ]);
});
