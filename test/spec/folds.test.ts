import { describe, expect, test } from "vitest";
import { mistakes, parse, plan } from "./support.js";

const COMMAND = "command: [train]\nmetric: {name: loss, goal: minimize}\n";

describe("cross_validation", () => {
  test("trains every point on one fold before the next, and on all folds before any is repeated", () => {
    const text =
      "cross_validation: 2\nrepeats: 2\nparameters: {epochs: {values: [1, 2]}}\ndata: {path: x}\n";
    expect(plan(parse(text)).map(({ name }) => name)).toEqual([
      "epochs=1 repeat=1 fold=1/2",
      "epochs=2 repeat=1 fold=1/2",
      "epochs=1 repeat=1 fold=2/2",
      "epochs=2 repeat=1 fold=2/2",
      "epochs=1 repeat=2 fold=1/2",
      "epochs=2 repeat=2 fold=1/2",
      "epochs=1 repeat=2 fold=2/2",
      "epochs=2 repeat=2 fold=2/2",
    ]);
  });

  test("is narrowed by `only` to one fold, one repeat, or both, which keep their names and seeds", () => {
    const text = "cross_validation: 2\nrepeats: 2\ndata: {path: x}\n";
    const names = (...set: string[]) => plan(parse(text, set)).map(({ name }) => name);
    expect(names("only.fold=2", "only.repeat=1")).toEqual(["a repeat=1 fold=2/2"]);
    expect(names("only.repeat=2")).toEqual(["a repeat=2 fold=1/2", "a repeat=2 fold=2/2"]);
    expect(mistakes("repeats: 2\nonly: {repeat: 3, fold: 1}\n")).toEqual([
      "experiments/a.yaml:2:8  only.repeat: expected one of the 2 `repeats`, got `3`",
      "experiments/a.yaml:2:19  only.fold: expected `cross_validation` beside it, got `1`",
    ]);
    expect(mistakes(text, ["only.fold=3"])).toEqual([
      "--set only.fold=3  only.fold: expected one of the 2 folds of `cross_validation`, got `3`",
    ]);
  });

  test("tells each run its fold, from 0", () => {
    const runs = plan(parse(`${COMMAND}cross_validation: 3\n`));
    expect(runs.map(({ fold }) => fold)).toEqual([0, 1, 2].map((index) => ({ index, count: 3 })));
    expect(plan(parse(COMMAND)).map(({ fold }) => fold)).toEqual([null]);
  });

  test.each([
    ["1", "expected a number of at least 2, got `1`"],
    ["21", "expected a number of at most 20, got `21`"],
    ["2.5", "expected a whole number, got `2.5`"],
    ["five", "expected a whole number, got `five`"],
  ])("is refused as %s", (written, message) => {
    expect(mistakes(`seed: 1\ncross_validation: ${written}\n`)).toEqual([
      `experiments/a.yaml:2:19  cross_validation: ${message}`,
    ]);
    expect(mistakes("", [`cross_validation=${written}`])).toEqual([
      `--set cross_validation=${written}  cross_validation: ${message}`,
    ]);
  });

  test("cannot stand beside `data.validation` in one file, but a command's `data` is its own business", () => {
    const both = "cross_validation: 5\ndata:\n  validation: 0.2\n";
    expect(mistakes(both)).toEqual([
      "experiments/a.yaml:3:3  data.validation: expected `data.validation` or `cross_validation`, got both",
    ]);
    expect(parse(COMMAND + both)).toMatchObject({ folds: 5, data: { validation: 0.2 } });
  });

  test("takes the place of a base's `data.validation`, and the other way round", () => {
    const files = {
      "experiments/split.yaml": "data: {path: x, validation: 0.2}\n",
      "experiments/folds.yaml": "cross_validation: 5\n",
    };
    const folds = parse("extends: split.yaml\ncross_validation: 4\n", [], files);
    expect(folds).toMatchObject({ folds: 4, data: { path: "x", validation: 0.1 } });
    const split = parse("extends: folds.yaml\ndata: {validation: 0.3}\n", [], files);
    expect(split).toMatchObject({ folds: null, data: { validation: 0.3 } });
    const both = "extends: split.yaml\ncross_validation: 4\ndata: {validation: 0.3}\n";
    expect(mistakes(both, [], files)).toHaveLength(1);
  });

  test("of `--set` takes the place of the file's `data.validation`", () => {
    expect(parse("data: {validation: 0.2}\n", ["cross_validation=5"])).toMatchObject({
      folds: 5,
      data: { validation: 0.1 },
    });
  });

  test("is not turned off by `--set data.validation`, in whatever order they are set", () => {
    const fraction = "data.validation=0.2";
    const both = [
      "--set data.validation=0.2  data.validation: expected `data.validation` or `cross_validation`, got both",
    ];
    expect(mistakes("cross_validation: 5\n", [fraction])).toEqual(both);
    expect(mistakes("", ["cross_validation=5", fraction])).toEqual(both);
    expect(mistakes("", [fraction, "cross_validation=5"])).toEqual(both);
    expect(mistakes("cross_validation: 5\n", ["data={validation: 0.2}"])).toHaveLength(1);
    expect(parse(`${COMMAND}cross_validation: 5\n`, [fraction]).folds).toBe(5);
  });

  test("is one split where it is not written", () => {
    expect(parse("").folds).toBeNull();
  });
});
