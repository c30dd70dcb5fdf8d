import { expect, test } from "vitest";
import { bestCommand } from "../../../src/cli/commands/best.js";
import { predictionsCsv } from "../../selection/workspace.js";
import { createTerminal } from "./terminal.js";

function predictions(isRight: (row: number) => boolean) {
  const text = predictionsCsv({ rows: 1000, isRight });
  return [{ path: "predictions.csv", kind: "predictions", text }];
}

function setUp() {
  const terminal = createTerminal();
  terminal.addSweep("bn-aug", [
    {
      id: "11aa22bb33cc",
      name: "augment=false",
      metrics: { val_accuracy: [0.9, 0.98] },
      artifacts: predictions((row) => row >= 20),
    },
    {
      id: "8c1dfe02ab34",
      name: "augment=true",
      metrics: { val_accuracy: [0.95, 0.99] },
      artifacts: predictions((row) => row < 990),
    },
    { id: "22bb33cc44dd", name: "augment=none", metrics: { val_accuracy: [0.7] } },
    { id: "77aa88bb99cc", state: "queued" },
    { id: "88bb99ccaadd", state: "failed" },
  ]);
  return terminal;
}

test("finished runs are ranked, with intervals and the paired test where predictions exist", async () => {
  const { stdout, stderr } = await setUp().run(bestCommand, "bn-aug");
  expect(stdout).toMatchInlineSnapshot(`
    "#  ID            NAME           val_accuracy  STEP    95 % INTERVAL    VS BEST    TOOK        WHEN
    1  8c1dfe02ab34  augment=true        99.00 %   200  98.17 – 99.46 %          –  1m 24s  58 min ago
    2  11aa22bb33cc  augment=false       98.00 %   200  96.93 – 98.70 %  p = 0.099  1m 24s  58 min ago
    3  22bb33cc44dd  augment=none        70.00 %   100                –          –  1m 24s  58 min ago

    Not ranked: 1 queued, 1 failed.
    "
  `);
  expect(stderr).toBe("");
});

test("another metric than the accuracy has the accuracy of the predictions beside it", async () => {
  const { run, addSweep } = createTerminal();
  const metric = { name: "val_loss", goal: "minimize" } as const;
  const artifacts = predictions((row) => row < 990);
  addSweep(
    "loss",
    [{ id: "8c1dfe02ab34", metrics: { val_loss: [0.5, 0.04567] }, artifacts }],
    metric,
  );
  expect((await run(bestCommand, "loss")).stdout).toMatchInlineSnapshot(`
    "#  ID            NAME  val_loss  STEP  KEPT ACCURACY    95 % INTERVAL  VS BEST    TOOK        WHEN
    1  8c1dfe02ab34  –      0.04567   200        99.00 %  98.17 – 99.46 %        –  1m 24s  58 min ago
    "
  `);
});

test("a run that kept another model than that of its best step shows what it kept", async () => {
  const { run, addSweep } = createTerminal();
  const artifacts = predictions((row) => row < 900);
  addSweep("last", [{ id: "8c1dfe02ab34", metrics: { val_accuracy: [0.99, 0.9] }, artifacts }]);
  expect((await run(bestCommand, "last")).stdout).toMatchInlineSnapshot(`
    "#  ID            NAME  val_accuracy  STEP  KEPT ACCURACY    95 % INTERVAL  VS BEST    TOOK        WHEN
    1  8c1dfe02ab34  –          99.00 %   100        90.00 %  87.98 – 91.71 %        –  1m 24s  58 min ago
    "
  `);
});

test("--quiet prints the best run's id alone", async () => {
  expect(await setUp().run(bestCommand, "bn-aug", "--quiet")).toEqual({
    stdout: "8c1dfe02ab34\n",
    stderr: "",
  });
});

test("--json has scores and comparisons", async () => {
  const { ranking } = JSON.parse((await setUp().run(bestCommand, "bn-aug", "--json")).stdout);
  expect(ranking).toHaveLength(3);
  expect(ranking[0]).toMatchObject({
    rank: 1,
    run: { id: "8c1dfe02ab34" },
    value: 0.99,
    step: 200,
    score: { accuracy: 0.99, rows: 1000 },
    versusBest: null,
  });
  expect(ranking[1]).toMatchObject({ versusBest: { onlyFirst: 20, onlySecond: 10 } });
});

test("predictions that contradict the metric are a warning beside the ranking", async () => {
  const { run, addSweep } = createTerminal();
  const artifacts = predictions((row) => row < 990);
  addSweep("odd", [{ id: "8c1dfe02ab34", metrics: { val_accuracy: [0.5] }, artifacts }]);
  const { stdout, stderr } = await run(bestCommand, "odd");
  expect(stdout).toContain("8c1dfe02ab34");
  expect(stderr).toBe(
    "warning: run 8c1dfe02ab34: artifacts/predictions.csv has an accuracy of 0.99 on 1000 rows, expected one that the " +
      "run logged as `val_accuracy`; the nearest is 0.5 at step 100\n",
  );
});

test("without a finished run there is no best", async () => {
  const { run, addSweep } = createTerminal();
  addSweep("new", [{ id: "8c1dfe02ab34", state: "queued" }]);
  await expect(run(bestCommand, "new", "--quiet")).rejects.toThrow(
    "new: expected a finished run that logged `val_accuracy`, got 1 queued",
  );
});
