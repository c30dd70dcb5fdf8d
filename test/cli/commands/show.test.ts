import { expect, test } from "vitest";
import { showCommand } from "../../../src/cli/commands/show.js";
import { predictionsCsv } from "../../selection/workspace.js";
import { createTerminal } from "./terminal.js";

function setUp() {
  const terminal = createTerminal();
  const text = predictionsCsv({ rows: 100, isRight: (row) => row < 90 });
  terminal.addSweep("bn-aug", [
    {
      id: "8c1dfe02ab34",
      name: "augment=true",
      parameters: { augment: { rotation: 10 }, epochs: 6, model: "compact" },
      data: { train: { sha256: "7ra1n" } },
      metrics: { val_accuracy: [0.8, 0.9], loss: [0.5, Number.NaN] },
      summary: { backend: "wasm (SIMD, 1 thread)", parameters: 57000 },
      artifacts: [
        { path: "predictions.csv", kind: "predictions", text },
        { path: "model/model.json", kind: "model", text: "{}" },
      ],
    },
    {
      id: "11aa22bb33cc",
      parameters: { augment: false, epochs: 6, model: "compact" },
      trainer: { kind: "command", command: ["python3", "train.py"], cwd: "/home/me/code" },
      state: "failed",
    },
    {
      id: "77aa88bb99cc",
      parameters: { augment: null, epochs: 6, model: "compact" },
      state: "queued",
    },
  ]);
  return terminal;
}

test("a finished run is shown with everything that is known of it", async () => {
  expect((await setUp().run(showCommand, "8c1d")).stdout).toMatchInlineSnapshot(`
    "run         8c1dfe02ab34
    name        augment=true
    experiment  bn-aug
    trainer     digits
    state       finished
    progress    2/6 epoch
    started     2026-03-01 12:00:00
    ended       2026-03-01 12:01:24
    took        1m 24s
    validation  90.00 % (95 % interval 82.56 – 94.48 %, on 100 validation rows)

    Parameters
      augment  {"rotation":10}
      epochs   6
      model    compact

    Attempts
      #  STARTED                TOOK     CPU     MEMORY  OUTCOME
      1  2026-03-01 12:00:00  1m 24s  1m 20s  256.0 MiB  finished

    Metrics
      METRIC           LAST  STEP   LOWEST  STEP  HIGHEST  STEP      POINTS
      loss              NaN   200      0.5   100      0.5   100  2, has NaN
      val_accuracy  90.00 %   200  80.00 %   100  90.00 %   200           2

    Artifacts
      FILE              KIND            SIZE  SHA-256
      model/model.json  model            2 B  44136fa355b3
      predictions.csv   predictions  1.3 KiB  5f6dde267a93

    Summary
      backend     wasm (SIMD, 1 thread)
      parameters  57000

    Lineage
      experiment  experiments/bn-aug.yaml
      identity    8c1dfe02ab340000000000000000000000000000000000000000000000000000
      code        c0de
      seed        42
      data        {"train":{"sha256":"7ra1n"}}

    Reproduce
      npx sweep run experiments/bn-aug.yaml --set name=bn-aug-8c1dfe02ab34 --set 'parameters.augment={"rotation":10}' --fresh
    "
  `);
});

test("the layers of a network are a table, with a total", async () => {
  const layers = [
    { name: "conv_1", type: "Conv2D", output: "26×26×32", parameters: 1288 },
    { name: "logits", type: "Dense", output: "10", parameters: 330 },
  ];
  const terminal = createTerminal();
  const summary = { backend: "wasm", layers, nested: [{ a: { b: 1 } }] };
  terminal.addSweep("nets", [{ id: "8c1dfe02ab34", parameters: {}, summary }]);
  const { stdout } = await terminal.run(showCommand, "8c1d");
  expect(stdout).toContain(`
Summary
  backend  wasm
  nested   [{"a":{"b":1}}]

Layers
  NAME    TYPE    OUTPUT    PARAMETERS
  conv_1  Conv2D  26×26×32       1,288
  logits  Dense   10               330
  total                          1,618
`);
});

test("a failed run says why, in the trainer's own words", async () => {
  expect((await setUp().run(showCommand, "11aa")).stdout).toMatchInlineSnapshot(`
    "run         11aa22bb33cc
    experiment  bn-aug
    trainer     python3 train.py
    directory   /home/me/code
    state       failed
    outcome     exit code 3: loss became NaN
    progress    0/6 epoch
    started     2026-03-01 12:00:00
    ended       2026-03-01 12:01:24
    took        1m 24s

    Parameters
      augment  false
      epochs   6
      model    compact

    Attempts
      #  STARTED                TOOK     CPU     MEMORY  OUTCOME
      1  2026-03-01 12:00:00  1m 24s  1m 20s  256.0 MiB  exit code 3: loss became NaN

    Lineage
      experiment  experiments/bn-aug.yaml
      identity    11aa22bb33cc0000000000000000000000000000000000000000000000000000
      code        c0de
      seed        42

    Reproduce
      npx sweep run experiments/bn-aug.yaml --set name=bn-aug-11aa22bb33cc --set parameters.augment=false --fresh
    "
  `);
});

test("a queued run has no sections about what has not happened yet", async () => {
  const { stdout } = await setUp().run(showCommand, "77aa");
  expect(stdout).toContain("state       queued\n");
  for (const title of ["Attempts", "Metrics", "Artifacts", "Summary"]) {
    expect(stdout).not.toContain(title);
  }
});

test("--json has the same, whole", async () => {
  const { stdout } = await setUp().run(showCommand, "8c1d", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    run: { id: "8c1dfe02ab34", definition: { parameters: { epochs: 6 } } },
    champion: false,
    sweeps: [{ name: "bn-aug" }],
    attempts: [{ attempt: 1, outcome: { type: "finished" } }],
    validation: { accuracy: 0.9, rows: 100 },
    reproduce: [expect.stringContaining("sweep run experiments/bn-aug.yaml")],
  });
});

test("predictions that contradict the metric are shown as the run's problem", async () => {
  const { run, addSweep } = createTerminal();
  const text = predictionsCsv({ rows: 10, isRight: () => true });
  const artifacts = [{ path: "predictions.csv", kind: "predictions", text }];
  addSweep("odd", [{ id: "8c1dfe02ab34", metrics: { val_accuracy: [0.5] }, artifacts }]);
  expect((await run(showCommand, "8c1d")).stdout).toContain(
    "problem     run 8c1dfe02ab34: artifacts/predictions.csv has an accuracy of 1 on 10 rows",
  );
});
