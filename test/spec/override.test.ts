import { describe, expect, test } from "vitest";
import { mistakes, parse } from "./support.js";

const SWEPT = "parameters:\n  epochs: {values: [1, 2]}\n  augment: {value: {rotation: 3}}\n";

function space(text: string, ...overrides: string[]) {
  return Object.fromEntries(parse(text, overrides).space);
}

describe("--set", () => {
  test.each(["epochs=9", "parameters.epochs=9", "epochs.value=9", "parameters.epochs.value=9"])(
    "%s replaces a dimension by a constant",
    (set) => {
      expect(space(SWEPT, set).epochs).toEqual({ kind: "constant", value: 9 });
    },
  );

  test("metric.name=val_loss without a goal is told of where the goal belongs", () => {
    expect(mistakes(SWEPT, ["metric.name=val_loss"])).toEqual([
      "--set metric.name=val_loss  metric.goal: expected `minimize` or `maximize`, got nothing",
    ]);
  });

  test("epochs.values=[…] replaces a dimension by a list", () => {
    expect(space(SWEPT, "epochs.values=[3, 4]").epochs).toEqual({
      kind: "categorical",
      values: [3, 4],
    });
  });

  test.each(["15", "{value: 15}"])("epochs.value=9 replaces the constant %s", (written) => {
    expect(space(`parameters: {epochs: ${written}}`, "parameters.epochs.value=9").epochs).toEqual({
      kind: "constant",
      value: 9,
    });
  });

  test("learning_rate.min=0.1 moves one end of a range", () => {
    const range =
      "parameters: {learning_rate: {min: 0.01, max: 0.5}}\nmethod: random\nrun_cap: 1\n";
    expect(space(range, "learning_rate.min=0.1").learning_rate).toEqual({
      kind: "uniform",
      min: 0.1,
      max: 0.5,
    });
  });

  test("augment.rotation=5 changes a part of a constant", () => {
    expect(space(SWEPT, "augment.rotation=5", "augment.zoom.value=0.2").augment).toEqual({
      kind: "constant",
      value: { rotation: 5, zoom: 0.2 },
    });
  });

  test("optimizer.decay=0.5 sets a part of a parameter that the file does not name", () => {
    expect(space("", "optimizer.decay=0.5")).toEqual({
      "optimizer.decay": { kind: "constant", value: 0.5 },
    });
  });

  test("augment={…} takes a mapping as a constant, and the last of several counts", () => {
    expect(space("", "augment=true", "augment={rotation: 1}").augment).toEqual({
      kind: "constant",
      value: { rotation: 1 },
    });
  });

  test("a parameter of a command is known by the file", () => {
    const command = "command: [train]\nmetric: {name: loss, goal: minimize}\nparameters: {lr: 1}\n";
    expect(space(command, "lr=2", "parameters.new=3")).toEqual({
      lr: { kind: "constant", value: 2 },
      new: { kind: "constant", value: 3 },
    });
  });

  test("a path from the top sets any other key", () => {
    const overrides = [
      "seed=7",
      "run.retries=2",
      "method=random",
      "run_cap=1",
      "name=b",
      "model=mlp",
      "data.validation=0.5",
    ];
    expect(parse("run: {threads: 3}\n", overrides)).toMatchObject({
      name: "b",
      seed: 7,
      method: "random",
      runCap: 1,
      data: { validation: 0.5 },
      execution: { threads: 3, retries: 2 },
    });
  });

  test("a trainer replaces a command", () => {
    const text = "command: [train]\nmetric: {name: loss, goal: minimize}\n";
    expect(parse(text, ["trainer=digits"]).trainer).toEqual({ kind: "builtin", type: "digits" });
  });
});

test("mistakes name the override and come after those of the file", () => {
  const overrides = [
    "epochs=abc",
    "epohcs=3",
    "seed",
    "run.retries=x",
    "parameters=3",
    "extends=b.yaml",
    "augment=[1",
  ];
  expect(mistakes("repeats: 0\n", overrides)).toEqual([
    "experiments/a.yaml:1:10  repeats: expected a number of at least 1, got `0`",
    "--set epochs=abc  parameters.epochs: expected a whole number, got `abc`",
    "--set epohcs=3  expected a known key or parameter, got `epohcs` (did you mean `epochs`?)",
    "--set seed  expected `key=value`",
    "--set run.retries=x  run.retries: expected a whole number, got `x`",
    "--set parameters=3  expected one parameter: `parameters.<name>=value`",
    "--set extends=b.yaml  `extends` can be written in a file only",
    "--set augment=[1  YAML: expected `]` to close the `[` that is opened here, got none",
  ]);
});

test("a part of a swept parameter cannot be set", () => {
  expect(
    mistakes("parameters: {augment: {values: [true, false]}}\n", ["augment.rotation=5"]),
  ).toEqual([
    "--set augment.rotation=5  parameters.augment.rotation: expected `augment` as a whole, such as 'augment={rotation: …}': a part can be set of a constant mapping only (see experiments/a.yaml:1:14)",
  ]);
});
