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
      parameters: { augment: false },
      metrics: { val_accuracy: [0.9, 0.98] },
      artifacts: predictions((row) => row >= 20),
    },
    {
      id: "8c1dfe02ab34",
      name: "augment=true",
      parameters: { augment: true },
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
    "#  ID            NAME           val_accuracy  STEP    95 % INTERVAL  VS BEST, CORRECTED    TOOK        WHEN
    1  8c1dfe02ab34  augment=true        99.00 %   200  98.17 – 99.46 %                   –  1m 24s  58 min ago
    2  11aa22bb33cc  augment=false       98.00 %   200  96.93 – 98.70 %           p = 0.099  1m 24s  58 min ago
    3  22bb33cc44dd  augment=none        70.00 %   100                –                   –  1m 24s  58 min ago

    Not ranked: 1 queued, 1 failed.

    These two are tied: \`augment=true\` and \`augment=false\` (p = 0.099).
    \`augment=true\` was chosen from 2 by the same 1,000 rows that give it 99.00 %, which flatters: expect 98.92 % on new ones (95 % interval 97.33 – 99.73 %).
    p is by McNemar's exact test on 1,000 validation rows.
    Each was trained once, and another seed may turn the order round: \`repeats: 3\` in the experiment tells.
    Not compared: 1 run without usable predictions.
    "
  `);
  expect(stderr).toBe("");
});

test("runs of a command that stored no predictions are told why they have no interval", async () => {
  const { run, addSweep } = createTerminal();
  const metric = { name: "loss", goal: "minimize" } as const;
  const trainer = { kind: "command" as const, command: ["python3", "a.py"], cwd: "/" };
  const runOf = (id: string, loss: number) => ({ id, trainer, metrics: { loss: [loss] } });
  addSweep("mine", [runOf("8c1dfe02ab34", 0.2), runOf("11aa22bb33cc", 0.3)], metric);
  expect((await run(bestCommand, "mine")).stdout).toMatch(
    /\n\nNo interval and no significance: the 2 runs stored .*\nA classifier that writes them to `artifacts\/predictions.csv` gets both \(docs\/trainers.md\).\n$/,
  );
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
    "#  ID            NAME  val_loss  STEP  KEPT ACCURACY    95 % INTERVAL  VS BEST, CORRECTED    TOOK        WHEN
    1  8c1dfe02ab34  –      0.04567   200        99.00 %  98.17 – 99.46 %                   –  1m 24s  58 min ago

    There is only \`8c1dfe02ab34\`, with nothing to compare it to.
    "
  `);
});

test("a run that kept another model than that of its best step shows what it kept", async () => {
  const { run, addSweep } = createTerminal();
  const artifacts = predictions((row) => row < 900);
  addSweep("last", [{ id: "8c1dfe02ab34", metrics: { val_accuracy: [0.99, 0.9] }, artifacts }]);
  expect((await run(bestCommand, "last")).stdout).toMatchInlineSnapshot(`
    "#  ID            NAME  val_accuracy  STEP  KEPT ACCURACY    95 % INTERVAL  VS BEST, CORRECTED    TOOK        WHEN
    1  8c1dfe02ab34  –          99.00 %   100        90.00 %  87.98 – 91.71 %                   –  1m 24s  58 min ago

    There is only \`8c1dfe02ab34\`, with nothing to compare it to.
    "
  `);
});

test("what a run's summary says of the metric ranks it, not its luckiest step", async () => {
  const { run, addSweep } = createTerminal();
  const kept = {
    ...{ id: "8c1dfe02ab34", metrics: { val_accuracy: [0.99, 0.9] } },
    ...{ summary: { val_accuracy: 0.9 }, artifacts: predictions((row) => row < 900) },
  };
  const other = { id: "11aa22bb33cc", metrics: { val_accuracy: [0.95] } };
  addSweep("last", [kept, other]);
  const { stdout } = await run(bestCommand, "last");
  expect(stdout.split("\n\n")[0]).toMatchInlineSnapshot(`
    "#  ID            NAME  val_accuracy  STEP    95 % INTERVAL  VS BEST, CORRECTED    TOOK        WHEN
    1  11aa22bb33cc  –          95.00 %   100                –                   –  1m 24s  58 min ago
    2  8c1dfe02ab34  –          90.00 %   200  87.98 – 91.71 %                   –  1m 24s  58 min ago"
  `);
  expect(JSON.parse((await run(bestCommand, "last", "--json")).stdout).ranking).toMatchObject([
    { run: { id: other.id }, value: 0.95 },
    { run: { id: kept.id }, value: 0.9, step: 200 },
  ]);
});

test("repeats have a table of their own, with mean and interval", async () => {
  const { run, addSweep } = createTerminal();
  const entry = (id: string, seed: number, depth: number, firstRight: number) => ({
    id,
    seed,
    name: `depth=${depth}`,
    parameters: { depth },
    metrics: { val_accuracy: [1 - firstRight / 1000] },
    artifacts: predictions((row) => row >= firstRight),
  });
  addSweep("seeds", [
    entry("11aa22bb33cc", 1, 2, 10),
    entry("8c1dfe02ab34", 2, 2, 12),
    entry("22bb33cc44dd", 1, 1, 50),
    entry("33cc44dd55ee", 2, 1, 51),
  ]);
  const { stdout } = await run(bestCommand, "seeds");
  expect(stdout.slice(stdout.indexOf("CONFIG"))).toMatchInlineSnapshot(`
    "CONFIGURATION  RUNS   MEAN ACCURACY  VS BEST, CORRECTED
    depth=2           2  98.90 ± 1.27 %                   –
    depth=1           2  94.95 ± 0.64 %           p = 0.008

    \`depth=2\` beats \`depth=1\` (p = 0.008).
    \`depth=2\` answers 98.90 ± 1.27 % right: mean and 95 % interval over 2 seeds.
    \`depth=2\` was chosen from 2 by the same 1,000 rows that give it 98.90 %, so clearly that the choice does not flatter: expect as much on new ones (95 % interval 98.04 – 99.73 %).
    p is by paired t-tests over seeds and over rows on 1,000 validation rows.
    "
  `);
});

test("--quiet prints the best run's id alone", async () => {
  expect(await setUp().run(bestCommand, "bn-aug", "--quiet")).toEqual({
    stdout: "8c1dfe02ab34\n",
    stderr: "",
  });
});

test("--json has scores, comparisons and the verdict", async () => {
  const { ranking, verdict } = JSON.parse(
    (await setUp().run(bestCommand, "bn-aug", "--json")).stdout,
  );
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
  expect(verdict).toMatchObject({
    rows: 1000,
    withoutPredictions: 1,
    bestOfMany: { observed: 0.99 },
  });
  expect(verdict.sentences[0]).toBe(
    "These two are tied: `augment=true` and `augment=false` (p = 0.099).",
  );
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
