import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Point, SearchSpace } from "../../src/core/search-space.js";
import type { PlanningSampler } from "../../src/spec/method.js";
import { planRuns } from "../../src/spec/plan.js";
import { runName } from "../../src/spec/run-name.js";
import { depsOf, parse, plan } from "./support.js";

const COMMAND = "command: [train]\nmetric: {name: loss, goal: minimize}\n";

describe("a plan", () => {
  test("gives each point the trainer's defaults, and nested parameters their form", () => {
    const [run] = plan(parse("parameters: {optimizer.decay: 0.1, epochs: 3}\n"));
    expect(run).toEqual({
      index: 0,
      repeat: 1,
      fold: null,
      point: { "optimizer.decay": 0.1, epochs: 3 },
      parameters: {
        epochs: 3,
        learning_rate: 0.001,
        batch_norm: true,
        model: "compact",
        optimizer: { name: "adam", decay: 0.1 },
        augment: false,
        patience: 3,
      },
      name: "a",
    });
  });

  test("gives a command what is written and nothing else", () => {
    const [run] = plan(
      parse(`${COMMAND}parameters: {constructor.x: 1, b: {parameters: {c: {value: [2]}}}}\n`),
    );
    expect(run?.parameters).toEqual({ constructor: { x: 1 }, b: { c: [2] } });
  });

  test("holds every point once before it repeats any", () => {
    const runs = plan(parse("repeats: 2\nparameters: {epochs: {values: [1, 2]}}\n"));
    expect(runs.map(({ name }) => name)).toEqual([
      "epochs=1 repeat=1",
      "epochs=2 repeat=1",
      "epochs=1 repeat=2",
      "epochs=2 repeat=2",
    ]);
  });

  test("ends at run_cap, which counts points", () => {
    const runs = plan(parse("run_cap: 2\nrepeats: 2\nparameters: {epochs: {min: 1, max: 9}}\n"));
    expect(runs.map(({ index }) => index)).toEqual([0, 1, 0, 1]);
  });

  test("counts points that mean the same to the trainer as one", () => {
    const text =
      "parameters:\n  augment: {values: [{rotation: 3}, {rotation: 3, zoom: 0}, false]}\n";
    expect(plan(parse(text)).map(({ index }) => index)).toEqual([0, 2]);
  });

  test("of a random search is the same each time, and another for another seed", () => {
    const text = "method: random\nrun_cap: 3\nparameters: {learning_rate: {min: 0.1, max: 0.2}}\n";
    expect(plan(parse(text))).toEqual(plan(parse(text)));
    expect(plan(parse(text, ["seed=1"]))).not.toEqual(plan(parse(text)));
  });

  test("of a random search keeps its first runs when run_cap is raised", () => {
    const text =
      "method: random\nparameters: {learning_rate: {min: 0.1, max: 0.2}, epochs: {min: 1, max: 3}}\n";
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }), (few, more) => {
        const short = plan(parse(text, [`run_cap=${few}`]));
        const long = plan(parse(text, [`run_cap=${few + more}`]));
        expect(long.slice(0, short.length)).toEqual(short);
      }),
      { numRuns: 20 },
    );
  });

  test("of more runs than anyone waits for is refused", () => {
    const text = `${COMMAND}parameters: {x: {min: 1, max: 1000}, y: {min: 1, max: 1000}}\n`;
    expect(() => plan(parse(text))).toThrow(
      "/project/experiments/a.yaml  method `grid`: expected at most 100,000 runs, got 1,000,000: set `run_cap`, or try fewer values",
    );
    expect(plan(parse(text, ["run_cap=2"]))).toHaveLength(2);
  });

  test("is refused when a drawn combination is against the trainer's rules", () => {
    const text =
      "method: random\nrun_cap: 20\nparameters: {epochs: {min: 1, max: 2}, patience: {min: 9, max: 40}}\n";
    expect(() => plan(parse(text))).toThrow(
      /^\/project\/experiments\/a.yaml {2}run `epochs=\d patience=\d+`: parameters.patience: expected at most ten times `epochs`, got `\d+`$/,
    );
  });
});

test("a sampler that learns is asked one run at a time, with what has ended", () => {
  const sampler: PlanningSampler = {
    size: null,
    propose: ({ index, history }): Point | null =>
      index > 1 ? null : { epochs: 1 + history.length },
  };
  const request = {
    experiment: parse("parameters: {epochs: {min: 1, max: 5}}\n"),
    sampler,
    trainers: depsOf().trainers,
  };
  const history = [{ index: 0, point: { epochs: 1 }, value: 0.9 }];
  expect(planRuns(request, { index: 0 })?.map(({ name }) => name)).toEqual(["epochs=1"]);
  expect(planRuns(request, { index: 1, history })?.map(({ name }) => name)).toEqual(["epochs=2"]);
  expect(planRuns(request, { index: 2, history })).toBeNull();
});

describe("a run's name", () => {
  const name = (values: Point[string][], value: Point[string]) => {
    const space: SearchSpace = new Map([["x", { kind: "categorical", values }]]);
    return runName(space, { x: value }, "fallback");
  };

  test.each<[Point[string], string]>([
    [0.1 + 0.2, "x=0.3"],
    [0.000123456, "x=0.0001235"],
    [null, "x=null"],
    ["two words", "x=two_words"],
    ["a".repeat(40), `x=${"a".repeat(23)}…`],
    [{ type: "cnn", filters: [32, 64] }, "x=cnn{filters:[32,64]}"],
    [{ type: "cnn" }, "x=cnn"],
    [{ rotation: 10, zoom: 0.1 }, "x={rotation:10,zoom:0.1}"],
    [{ rotation: 10, zoom: 0.1, shift: 2.8 }, "x={rotation:10,zoom:0.1,…}"],
    [[1, [2, 3]], "x=[1,[2,3]]"],
  ])("abbreviates %j", (value, expected) => {
    expect(name([value, "other"], value)).toBe(expected);
  });

  test("tells values apart whose abbreviations are equal", () => {
    const called = (end: string) => ({ type: "cnn", name: "a".repeat(30) + end });
    const values = [called("b"), "mlp", called("c")];
    const short = `x=cnn{name:${"a".repeat(23)}…}`;
    expect(values.map((value) => name(values, value))).toEqual([
      `${short}#1`,
      "x=mlp",
      `${short}#3`,
    ]);
  });

  test("shows of mappings what they do not all have in common", () => {
    const names = (...values: Point[string][]) => values.map((value) => name(values, value));
    const cnn = { type: "cnn", name: "a".repeat(30) };
    expect(names({ ...cnn, width: 1 }, { ...cnn, width: 2 }, cnn)).toEqual([
      "x=cnn{width:1}",
      "x=cnn{width:2}",
      "x=cnn",
    ]);
    const warp = { rotation: 12, zoom: 0.12, shift: 2 };
    expect(names(false, { ...warp, shear: 8 }, { ...warp, shear: 0 }, warp)).toEqual([
      "x=false",
      "x={shear:8}",
      "x={shear:0}",
      "x={rotation:12,zoom:0.12,…}",
    ]);
  });

  test("says nothing of what does not vary", () => {
    expect(name([1, 1], 1)).toBe("fallback");
  });
});
