import { describe, expect, test } from "vitest";
import { mistakes, parse } from "./support.js";

const FIVE_MISTAKES = `
name: my sweep
method: gird
metric:
  name: val_loss
  goal: min
parameters:
  epohcs: 3
  learning_rate:
    values: [0.01, 5]
`;

test("five different mistakes are reported at once, each at its place", () => {
  expect(mistakes(FIVE_MISTAKES).join("\n")).toBe(
    [
      "experiments/a.yaml:2:7  name: expected a name of letters, digits, `.`, `_` and `-`, got `my sweep`",
      "experiments/a.yaml:3:9  method: expected a known method, got `gird` (did you mean `grid`?)",
      "experiments/a.yaml:6:9  metric.goal: expected `minimize` or `maximize`, got `min`",
      "experiments/a.yaml:8:3  parameters.epohcs: expected a known parameter of `digits`, got `epohcs` (did you mean `epochs`?)",
      "experiments/a.yaml:10:20  parameters.learning_rate.values[1]: expected a number of at most 1, got `5`",
    ].join("\n"),
  );
});

describe("YAML", () => {
  test.each([
    [
      "a tab",
      "run:\n\tretries: 1\n",
      "experiments/a.yaml:2:1  YAML: expected spaces as indentation, got a tab",
    ],
    [
      "an open bracket",
      "seed: [1\nname: x\n",
      "experiments/a.yaml:1:7  YAML: expected `]` to close the `[` that is opened here, got none",
    ],
    [
      "an open brace",
      "parameters:\n  epochs: {values: [1, 2]\n  batch_norm: true\n",
      "experiments/a.yaml:2:11  YAML: expected `}` to close the `{` that is opened here, got none",
    ],
    [
      "a bracket that is closed by a brace",
      "parameters:\n  epochs: {values: [1, 2}\n  batch_norm: {value: true}\n",
      "experiments/a.yaml:2:20  YAML: expected `]` to close the `[` that is opened here, got `}`",
    ],
    [
      "an open quote",
      'name: "a\nseed: 1\nmethod: grid\n',
      'experiments/a.yaml:1:7  YAML: expected a closing " for the text that begins here, got none',
    ],
    [
      "a second document",
      "seed: 1\n---\nseed: 2\n",
      "experiments/a.yaml:2:1  YAML: expected one document, got a second one (`---`)",
    ],
    [
      "an unknown tag",
      "seed: !secret 1\n",
      "experiments/a.yaml:1:7  YAML: Unresolved tag: !secret",
    ],
    ["a list", "- seed\n", "experiments/a.yaml:1:1  expected a mapping of keys, got a list"],
    [
      "a key that is given twice",
      "seed: 1\nseed: 2\n",
      "experiments/a.yaml:2:1  seed: expected once, got it again: see experiments/a.yaml:1:1",
    ],
    [
      "an alias without an anchor",
      "seed: *s\n",
      "experiments/a.yaml:1:7  seed: expected an anchor `&s` before `*s`",
    ],
    [
      "a merge key",
      "data: {<<: {validation: 0.2}}\n",
      "experiments/a.yaml:1:8  data.<<: merge keys are not part of YAML 1.2: write the keys out, or use `extends`",
    ],
    [
      "a number without an end",
      "seed: .inf\n",
      "experiments/a.yaml:1:7  seed: expected a finite number, got `.inf`",
    ],
    [
      "a number too large to be exact",
      "seed: 9007199254740993\n",
      "experiments/a.yaml:1:7  seed: expected a whole number of at most 2^53 - 1, got `9007199254740993`",
    ],
  ])("with %s is reported at its place", (_, text, message) => {
    expect(mistakes(text)[0]).toBe(message);
  });

  test.each([
    ["seed: [1, [2, 3]\nname: x\n", ["1:7"]],
    ["seed: [1, [2, 3\nname: x\n", ["1:7", "1:11"]],
    ["parameters: {epochs: {values: [1, 2]}\nmetric: {name: val_loss\nseed: 1\n", ["1:13", "2:9"]],
    ["seed: [1,\n  2,\n  [3]\n", ["1:7"]],
    ["data: {path: 'a, validation: 0.1}\nseed: 1\n", ["1:7", "1:14"]],
  ])("of %j only what is open is told", (text, places) => {
    const opened = mistakes(text);
    expect(opened.map((line) => /a\.yaml:(\d+:\d+) {2}YAML: expected /.exec(line)?.[1])).toEqual(
      places,
    );
  });

  test("a mistake before an open bracket is told beside it", () => {
    expect(mistakes("run:\n\tretries: 1\nseed: [1\n").at(-1)).toBe(
      "experiments/a.yaml:3:7  YAML: expected `]` to close the `[` that is opened here, got none",
    );
  });

  test("an alias that contains itself is reported, not followed", () => {
    expect(mistakes("data: &d {path: *d}\n")[0]).toBe(
      "experiments/a.yaml:1:10  data.path: an alias may not contain itself",
    );
  });

  test("aliases that multiply without measure are refused", () => {
    const bomb = ["data:", "  a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"];
    for (let i = 1; i < 8; i++)
      bomb.push(
        `  a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    expect(
      mistakes(bomb.join("\n")).some((line) => line.endsWith("aliases make this file too large")),
    ).toBe(true);
  });

  test("an alias stands for what its anchor names", () => {
    const text = "data: {path: &folder digits}\nparameters: {model: *folder}\n";
    expect(parse(text).space.get("model")).toEqual({ kind: "constant", value: "digits" });
  });
});

describe("keys", () => {
  test("a key of W&B that is not supported is answered with what to write", () => {
    expect(mistakes("program: train.py\nearly_terminate: {type: hyperband}\nproject: x\n")).toEqual(
      [
        `experiments/a.yaml:1:1  program: not supported: write \`command: [python3, <program>, "\${args}"]\``,
        "experiments/a.yaml:2:1  early_terminate: not supported: no run is stopped for the results of others; the trainer `digits` ends a run early with the parameter `early_stopping`",
        "experiments/a.yaml:3:1  project: not supported: results are kept in the folder of `--runs-dir`; the sweep is called `name`",
      ],
    );
  });

  test("a parameter at the top is sent one level down", () => {
    expect(mistakes("epochs: 3\n")).toEqual([
      "experiments/a.yaml:1:1  epochs: expected it under `parameters`, got it at the top",
    ]);
  });

  test("a misspelled key is recognised", () => {
    expect(mistakes("parametres: {}\n")).toEqual([
      "experiments/a.yaml:1:1  parametres: expected a known key, got `parametres` (did you mean `parameters`?)",
    ]);
  });

  test("wrong values of the simple keys are reported together", () => {
    expect(
      mistakes(
        "repeats: '3'\nrun_cap: 0\nseed: 1.5\nrun: {timeout: 5x, retries: -1, concurency: 2}\nbackend: gpu\n",
      ),
    ).toEqual([
      'experiments/a.yaml:1:10  repeats: expected a whole number, got `"3"`',
      "experiments/a.yaml:2:10  run_cap: expected a number of at least 1, got `0`",
      "experiments/a.yaml:3:7  seed: expected a whole number, got `1.5`",
      "experiments/a.yaml:4:16  run.timeout: expected a duration like `90s`, `30m`, `1h30m`, or a number of seconds, got `5x`",
      "experiments/a.yaml:4:29  run.retries: expected a number of at least 0, got `-1`",
      "experiments/a.yaml:4:33  run.concurency: expected a known key, got `concurency` (did you mean `concurrency`?)",
      "experiments/a.yaml:5:10  backend: expected a known backend, got `gpu` (did you mean `cpu`?)",
    ]);
  });

  test("a device must be one that the backend computes on", () => {
    expect(mistakes("backend: wasm\ndevice: gpu\n")).toEqual([
      "experiments/a.yaml:2:9  device: expected `cpu` with the backend `wasm`, got `gpu` (which `compiled` can use)",
    ]);
    expect(mistakes("device: gqu\n")).toEqual([
      "experiments/a.yaml:1:9  device: expected `cpu` or `gpu`, got `gqu` (did you mean `gpu`?)",
    ]);
    expect(mistakes("backend: cpu\n", ["device=gpu"])).toEqual([
      "--set device=gpu  device: expected `cpu` with the backend `cpu`, got `gpu` (which `compiled` can use)",
    ]);
    for (const text of ["device: gpu\n", "backend: compiled\ndevice: gpu\n", "device: cpu\n"])
      expect(mistakes(text)).toEqual([]);
  });

  test("the trainer's data is checked by its own schema", () => {
    expect(mistakes("data:\n  validation: 2\n  pth: x\n")).toEqual([
      "experiments/a.yaml:2:15  data.validation: expected a number less than 1, got `2`",
      "experiments/a.yaml:3:3  data.pth: expected a known key, got `pth` (did you mean `path`?)",
    ]);
  });

  test("an unknown trainer is reported without blaming the parameters", () => {
    expect(mistakes("trainer: digit\nmetric: {name: loss}\nparameters: {x: 1}\n", ["y=1"])).toEqual(
      [
        "experiments/a.yaml:1:10  trainer: expected a known trainer, got `digit` (did you mean `digits`?)",
      ],
    );
  });

  test("a metric that the trainer does not report is named with the one that was probably meant", () => {
    expect(mistakes("metric: {name: val_acuracy, goal: maximize}\n")).toEqual([
      "experiments/a.yaml:1:16  metric.name: expected a known metric of `digits`, got `val_acuracy` (did you mean `val_accuracy`?)",
    ]);
  });

  test("another metric than the trainer's own needs a goal", () => {
    expect(mistakes("metric:\n  name: loss\n")).toEqual([
      "experiments/a.yaml:1:1  metric.goal: expected `minimize` or `maximize`, got nothing",
    ]);
  });

  test("an endless search needs a number of runs", () => {
    const text = "method: random\nparameters: {learning_rate: {min: 0.1, max: 0.2}}\n";
    expect(mistakes(text)).toEqual([
      "experiments/a.yaml:1:9  run_cap: expected the number of runs, as in `run_cap: 20`: `random` has no end here",
    ]);
    expect(mistakes(`${text}run_cap: 3\n`)).toEqual([]);
  });

  test("that it needs one is said along with what is wrong in its parameters", () => {
    expect(
      mistakes(
        "method: random\nparameters:\n  epochs: {min: 1, max: few}\n  learning_rate: {min: 0.1, max: 0.01}\n",
      ),
    ).toEqual([
      "experiments/a.yaml:1:9  run_cap: expected the number of runs, as in `run_cap: 20`: `random` has no end here",
      "experiments/a.yaml:3:25  parameters.epochs.max: expected a whole number, got `few`",
      "experiments/a.yaml:4:34  parameters.learning_rate.max: expected more than `min` (0.1), got `0.01`",
    ]);
    const wrongCap =
      "method: random\nrun_cap: none\nparameters: {learning_rate: {min: 0.1, max: 0.2}}\n";
    expect(mistakes(wrongCap)).toEqual([
      "experiments/a.yaml:2:10  run_cap: expected a whole number, got `none`",
    ]);
  });

  test("a range that the method cannot use is told with what is wrong in it", () => {
    expect(mistakes("parameters: {learning_rate: {min: 0.1, max: 0.01}}\n")).toEqual([
      "experiments/a.yaml:1:14  parameters.learning_rate: a grid cannot list `uniform`: write `values: [...]`, or `distribution: q_uniform` with a step `q`, or `method: random`",
      "experiments/a.yaml:1:45  parameters.learning_rate.max: expected more than `min` (0.1), got `0.01`",
    ]);
  });

  test("a method's options are checked by its own schema", () => {
    expect(mistakes("method: {type: random, startup: 3}\n")).toEqual([
      "experiments/a.yaml:1:24  method.startup: expected no such key, got `startup`",
    ]);
    expect(
      mistakes(
        "method: {type: random, startup: 3}\nparameters: {learning_rate: {min: 0.1, max: 0.2}}\n",
      ),
    ).toEqual([
      "experiments/a.yaml:1:9  run_cap: expected the number of runs, as in `run_cap: 20`: `random` has no end here",
      "experiments/a.yaml:1:24  method.startup: expected no such key, got `startup`",
    ]);
  });
});

describe("a file that is no text", () => {
  test.each([
    [
      "a picture",
      "\ufffdPNG\r\n\u001a\n\0\0\0\rIHDR",
      "1:1  expected YAML, which is text in UTF-8, got a binary file",
    ],
    [
      "text in another encoding",
      "seed: 1\nname: M\ufffdller\n",
      "2:8  expected YAML, which is text in UTF-8, got bytes that are none",
    ],
    [
      "text for a terminal",
      "seed: 1 # \u001b[31mred\n",
      "1:11  expected YAML, which is text in UTF-8, got the character U+001B",
    ],
  ])("%s is refused at its place, and nothing of it is shown", (_, text, message) => {
    expect(mistakes(text)).toEqual([`experiments/a.yaml:${message}`]);
  });

  test("also where it is extended", () => {
    expect(mistakes("extends: b.yaml\n", [], { "experiments/b.yaml": "PK\u0003\u0004\0" })).toEqual(
      ["experiments/b.yaml:1:1  expected YAML, which is text in UTF-8, got a binary file"],
    );
  });
});
