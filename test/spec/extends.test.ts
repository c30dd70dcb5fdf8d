import { describe, expect, test } from "vitest";
import { mistakes, parse } from "./support.js";

const BASE = `
name: base
description: the base
method: random
run_cap: 5
metric: {name: loss, goal: minimize}
data: {path: there, validation: 0.2}
parameters:
  epochs: {values: [1, 2]}
  learning_rate: {min: 0.1, max: 0.2}
  optimizer: {parameters: {name: sgd, decay: 0.1}}
run: {threads: 2, retries: 3}
`;

const files = { "experiments/base.yaml": BASE };

describe("an experiment that extends another", () => {
  const heir = parse(
    "extends: base.yaml\ndata: {validation: 0.3}\nrun: {retries: 0}\nparameters: {epochs: 7, patience: 2}\n",
    [],
    files,
  );

  test("has a name of its own, so that the two never share a sweep", () => {
    expect([heir.name, heir.description]).toEqual(["a", ""]);
  });

  test("inherits the other keys, mappings key by key", () => {
    expect(heir).toMatchObject({
      method: "random",
      runCap: 5,
      metric: { name: "loss", goal: "minimize" },
      data: { path: "there", validation: 0.3 },
      execution: { threads: 2, retries: 0 },
    });
  });

  test("replaces a parameter whole, in its old place, and puts new ones last", () => {
    expect([...heir.space]).toEqual([
      ["epochs", { kind: "constant", value: 7 }],
      ["learning_rate", { kind: "uniform", min: 0.1, max: 0.2 }],
      ["optimizer.name", { kind: "constant", value: "sgd" }],
      ["optimizer.decay", { kind: "constant", value: 0.1 }],
      ["patience", { kind: "constant", value: 2 }],
    ]);
  });

  test("replaces the parts of a parameter by the whole, and the whole by parts", () => {
    const whole = parse(
      "extends: base.yaml\nparameters: {optimizer: {value: {name: adam}}}\n",
      [],
      files,
    );
    expect([...whole.space.keys()]).toEqual(["epochs", "learning_rate", "optimizer"]);
    const parts = parse("extends: b.yaml\nparameters: {optimizer.name: sgd}\n", [], {
      "experiments/b.yaml": "parameters: {optimizer: {value: {name: adam}}}\n",
    });
    expect([...parts.space.keys()]).toEqual(["optimizer.name"]);
  });

  test("may replace a trainer by a command", () => {
    const { trainer } = parse("extends: b.yaml\ncommand: [train]\n", [], {
      "experiments/b.yaml": "trainer: digits\nmetric: {name: loss, goal: minimize}\n",
    });
    expect(trainer).toEqual({ kind: "command", command: ["train"], cwd: "/project" });
  });
});

test("paths in `extends` are relative to the file that says it", () => {
  const chain = {
    "experiments/deep/b.yaml": "extends: ../c.yaml\nrepeats: 2\n",
    "experiments/c.yaml": "seed: 7\n",
  };
  expect(parse("extends: deep/b.yaml\n", [], chain)).toMatchObject({ seed: 7, repeats: 2 });
});

test("a mistake in the base is shown in the base's file, after those of the heir", () => {
  expect(
    mistakes("extends: base.yaml\nseed: x\n", [], { "experiments/base.yaml": "repeats: 0\n" }),
  ).toEqual([
    "experiments/a.yaml:2:7  seed: expected a whole number, got `x`",
    "experiments/base.yaml:1:10  repeats: expected a number of at least 1, got `0`",
  ]);
});

test("a missing base is reported where it is named", () => {
  expect(mistakes("extends: nope.yaml\n")).toEqual([
    "experiments/a.yaml:1:10  extends: cannot read `experiments/nope.yaml`: no such file",
  ]);
});

test("a base of broken YAML ends the reading with its own mistakes", () => {
  expect(
    mistakes("extends: b.yaml\nseed: x\n", [], { "experiments/b.yaml": "\tseed: 1\n" }),
  ).toEqual(["experiments/b.yaml:1:1  YAML: expected spaces as indentation, got a tab"]);
});

test("a circle is shown from end to end", () => {
  const circle = {
    "experiments/b.yaml": "extends: c.yaml\n",
    "experiments/c.yaml": "extends: b.yaml\n",
  };
  expect(mistakes("extends: b.yaml\n", [], circle)).toEqual([
    "experiments/c.yaml:1:10  extends: expected an end, got a circle: experiments/b.yaml → experiments/c.yaml → experiments/b.yaml",
  ]);
});

test("`extends` takes a path only", () => {
  expect(mistakes("extends: [a, b]\n")).toEqual([
    "experiments/a.yaml:1:10  extends: expected the path of a YAML file, got a list",
  ]);
});
