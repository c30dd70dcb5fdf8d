import { describe, expect, test } from "vitest";
import { parseDuration } from "../../src/spec/duration.js";
import { parseExperiment } from "../../src/spec/parse-experiment.js";
import { depsOf, mistakes, parse } from "./support.js";

test("an empty file is one run with every default", () => {
  expect(parse("# nothing\n")).toEqual({
    name: "a",
    description: "",
    source: "# nothing\n",
    file: "/project/experiments/a.yaml",
    trainer: { kind: "builtin", type: "digits" },
    method: "grid",
    methodOptions: {},
    metric: { name: "val_accuracy", goal: "maximize" },
    space: new Map(),
    seed: 42,
    repeats: 1,
    folds: null,
    only: { repeat: null, fold: null },
    runCap: null,
    overrides: [],
    data: { path: "data/digits", validation: 0.1 },
    backend: null,
    device: "cpu",
    execution: { concurrency: null, threads: 1, timeoutMs: null, retries: 0 },
  });
});

test("every key finds its place", () => {
  const text = `
name: x.1
description: two words
trainer: digits
method: {type: random}
metric: {name: loss, goal: minimize}
seed: -3
repeats: 4
run_cap: 5
backend: compiled
device: gpu
run: {concurrency: 2, threads: 3, timeout: 1h30m, retries: 1}
`;
  expect(parse(text)).toMatchObject({
    name: "x.1",
    description: "two words",
    method: "random",
    methodOptions: {},
    metric: { name: "loss", goal: "minimize" },
    seed: -3,
    repeats: 4,
    runCap: 5,
    backend: "compiled",
    device: "gpu",
    execution: { concurrency: 2, threads: 3, timeoutMs: 5_400_000, retries: 1 },
  });
});

test("the name comes from the file's, made fit for one", () => {
  const file = "/elsewhere/my test (2).yml";
  expect(parseExperiment({ text: "", file, deps: depsOf() })).toMatchObject({
    name: "my-test-2-",
    file,
  });
});

test("the trainer's own metric needs no goal", () => {
  expect(parse("metric: {name: val_accuracy}\n").metric.goal).toBe("maximize");
});

describe("durations", () => {
  test.each([
    ["250ms", 250],
    ["90s", 90_000],
    ["1.5m", 90_000],
    ["1h30m", 5_400_000],
    ["2d", 172_800_000],
    ["90", null],
    ["5 m", null],
    ["1h30", null],
  ])("%s", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test("a number is seconds", () => {
    expect(parse("run: {timeout: 90}\n").execution.timeoutMs).toBe(90_000);
  });

  test.each(["0", "30d"])("%s is out of range", (timeout) => {
    expect(mistakes(`run: {timeout: ${timeout}}\n`)).toEqual([
      `experiments/a.yaml:1:16  run.timeout: expected a duration of at least 1 ms and at most 24 days, got \`${timeout}\``,
    ]);
  });
});
