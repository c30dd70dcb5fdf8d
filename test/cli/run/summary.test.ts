import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { printSummary } from "../../../src/cli/run/summary.js";
import type { TrainerSpec } from "../../../src/core/records.js";
import type { SweepResult } from "../../../src/scheduler/scheduler-events.js";
import type { RunPlan } from "../../selection/workspace.js";
import { createTerminal } from "../commands/terminal.js";

interface Asked {
  file?: string;
  overrides?: string[];
  jobs?: number;
}

async function summaryOf(
  runs: RunPlan[],
  result: Partial<SweepResult>,
  { file, ...asked }: Asked = {},
): Promise<string> {
  const { addSweep, store, context } = createTerminal();
  addSweep("demo", runs);
  const sweep = store.findSweep("demo");
  if (sweep === null) throw new Error("expected the sweep that was added");
  const stdout = new PassThrough();
  const none = { finished: 0, failed: 0, cancelled: 0, queued: 0, cached: 0 };
  const outcome = { sweep, result: { ...none, ...result } };
  const where = context({ stdout, stderr: stdout });
  const path = file ?? join(where.cwd, "demo.yaml");
  printSummary(where, store, outcome, { overrides: [], ...asked, file: path });
  stdout.end();
  return text(stdout);
}

const metrics = { val_accuracy: [0.98] };
const script: TrainerSpec = { kind: "command", command: ["python", "train.py"], cwd: "/" };

describe("the summary of a sweep", () => {
  it("ranks what finished, then says why runs failed and which never logged the metric", async () => {
    const lastWords = { type: "exit-code", code: 3, message: "no data\nat line 7" } as const;
    const runs: RunPlan[] = [
      { id: "aaaaaaaaaaaa", name: "x=1", metrics },
      { id: "bbbbbbbbbbbb", name: "x=2", state: "failed", outcome: lastWords },
      { id: "cccccccccccc", name: "x=3", metrics: { loss: [0.1] } },
    ];
    expect(await summaryOf(runs, { finished: 2, failed: 1, cached: 1 })).toMatchInlineSnapshot(`
      "
      demo: 2 finished (1 of them cached), 1 failed

      RUN           PARAMETERS  val_accuracy    TOOK
      aaaaaaaaaaaa  x=1              98.00 %  1m 24s

      failed: bbbbbbbbbbbb  x=2: exit code 3: no data  (npx sweep logs bbbbbbbbbbbb)
      warning: 1 of 2 finished runs logged no \`val_accuracy\`: cccccccccccc

      To go on:  npx sweep run demo.yaml   (finished runs are kept, failed ones are trained again)
      Compare:   npx sweep dashboard
      Choose:    npx sweep promote aaaaaaaaaaaa
      Submit:    npx sweep submit champion
      "
    `);
  });

  it("warns of an accuracy that some runs log in per cent and others as a share of one", async () => {
    const shares: RunPlan[] = [
      { id: "aaaaaaaaaaaa", name: "x=1", metrics },
      { id: "bbbbbbbbbbbb", name: "x=2", metrics: { val_accuracy: [1] } },
    ];
    const percent: RunPlan = { id: "cccccccccccc", name: "x=3", metrics: { val_accuracy: [86.5] } };
    expect(await summaryOf([...shares, percent], { finished: 3 })).toContain(
      "\nwarning: `val_accuracy` is above 1 in 1 of 3 runs, a share of one in the others: they are ranked as if both were the same (cccccccccccc with 86.5)\n",
    );
    expect(await summaryOf(shares, { finished: 2 })).not.toContain("warning");
    expect(await summaryOf([percent], { finished: 1 })).not.toContain("warning");
  });

  it("ranks the configurations of a cross-validation, not their folds", async () => {
    const run = (id: string, lr: number, index: number, accuracy: number): RunPlan => ({
      id: id.repeat(12),
      name: `lr=${lr} fold=${index + 1}/2`,
      parameters: { lr },
      metrics: { val_accuracy: [accuracy] },
      fold: { index, count: 2 },
    });
    const runs = [
      run("a", 1, 0, 0.99),
      run("b", 1, 1, 0.93),
      run("c", 2, 0, 0.97),
      run("d", 2, 1, 0.97),
    ];
    expect(await summaryOf(runs, { finished: 4 })).toContain(
      [
        "#  CONFIGURATION      FINISHED  MEAN val_accuracy",
        "1  lr=2           2 of 2 folds            97.00 %",
        "2  lr=1           2 of 2 folds            96.00 %",
        "",
      ].join("\n"),
    );
  });

  it("counts cached runs among the finished ones", async () => {
    expect(await summaryOf([], { finished: 4, cached: 4 })).toContain(
      "demo: 4 finished (4 of them cached)\n",
    );
    expect(await summaryOf([], { finished: 4 })).toContain("demo: 4 finished\n");
    expect(await summaryOf([], { cancelled: 2 })).toContain("demo: 2 cancelled\n");
    expect(await summaryOf([], {})).toContain("demo: no runs\n");
  });

  it("proposes a submission only where the best run is a built-in trainer's", async () => {
    const builtin = await summaryOf([{ id: "aaaaaaaaaaaa", metrics }], { finished: 1 });
    expect(builtin).toContain("npx sweep submit champion");
    const other = await summaryOf([{ id: "aaaaaaaaaaaa", metrics, trainer: script }], {
      finished: 1,
    });
    expect(other).toContain("npx sweep promote aaaaaaaaaaaa");
    expect(other).not.toContain("submit");
  });

  it("repeats what replaced a part of the experiment, for without it another one would be run", async () => {
    const overrides = ["lr.values=[9]", "name=to", "backend=wasm"];
    const runs: RunPlan[] = [{ id: "aaaaaaaaaaaa", metrics, fold: { index: 0, count: 2 } }];
    const text = await summaryOf(runs, { failed: 1 }, { overrides, jobs: 2 });
    expect(text).toContain(
      "To go on:  npx sweep run demo.yaml --set 'lr.values=[9]' --set name=to --set backend=wasm -j 2   (",
    );
    expect(text).toContain("Choose:    npx sweep best demo\n");
    expect(await summaryOf(runs, { failed: 1 }, { file: "" })).toContain(
      "To go on:  npx sweep retry demo   (",
    );
  });
});
