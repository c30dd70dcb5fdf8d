import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { lsCommand } from "../../../src/cli/commands/ls.js";
import { promoteRun } from "../../../src/selection/promotion.js";
import { START } from "../../selection/workspace.js";
import { createTerminal } from "./terminal.js";

function setUp(options: { columns?: number } = {}) {
  const terminal = createTerminal(options);
  const runs = terminal.addSweep("bn-aug", [
    {
      id: "8c1dfe02ab34",
      name: "batch_norm=true augment=true",
      metrics: { val_accuracy: [0.98, 0.9931] },
    },
    {
      id: "11aa22bb33cc",
      name: "batch_norm=false",
      state: "failed",
      metrics: { val_accuracy: [Number.NaN] },
    },
    { id: "44dd55ee66ff", name: "batch_norm=true", state: "running", startedAt: 3_590_000 },
    { id: "77aa88bb99cc", name: "batch_norm=off", state: "queued" },
  ]);
  const [first] = runs;
  if (first) promoteRun(terminal.store, { run: first, reason: "test", now: START });
  return terminal;
}

test("an experiment's runs are a table in the experiment's order", async () => {
  const { stdout, stderr } = await setUp().run(lsCommand, "bn-aug");
  expect(stdout).toMatchInlineSnapshot(`
    "ID              NAME                          STATE                 val_accuracy   PROGRESS    TOOK        WHEN
    8c1dfe02ab34 *  batch_norm=true augment=true  finished                   99.31 %  2/6 epoch  1m 24s  58 min ago
    11aa22bb33cc    batch_norm=false              failed (exit code 3)           NaN  1/6 epoch  1m 24s  58 min ago
    44dd55ee66ff    batch_norm=true               running                          –  0/6 epoch     10s    just now
    77aa88bb99cc    batch_norm=off                queued                           –          –       –     1 h ago

    * champion
    "
  `);
  expect(stderr).toBe("");
});

test("without an argument: every experiment, then the latest runs", async () => {
  const terminal = setUp();
  const loss = { name: "val_loss", goal: "minimize" } as const;
  terminal.addSweep(
    "python",
    [{ id: "99999999aaaa", metrics: { val_loss: [0.25, 0.02814] } }],
    loss,
  );
  expect((await terminal.run(lsCommand)).stdout).toMatchInlineSnapshot(`
    "EXPERIMENT  RUNS                                                       BEST  BEST RUN      UPDATED
    python      1 finished                                     val_loss 0.02814  99999999aaaa  1 h ago
    bn-aug      1 queued, 1 running, 1 finished, 1 failed  val_accuracy 99.31 %  8c1dfe02ab34  1 h ago

    ID              EXPERIMENT  NAME                          STATE                                 BEST   PROGRESS    TOOK        WHEN
    99999999aaaa    python      –                             finished                  val_loss 0.02814  2/6 epoch  1m 24s  58 min ago
    77aa88bb99cc    bn-aug      batch_norm=off                queued                                   –          –       –     1 h ago
    44dd55ee66ff    bn-aug      batch_norm=true               running                                  –  0/6 epoch     10s    just now
    11aa22bb33cc    bn-aug      batch_norm=false              failed (exit code 3)      val_accuracy NaN  1/6 epoch  1m 24s  58 min ago
    8c1dfe02ab34 *  bn-aug      batch_norm=true augment=true  finished              val_accuracy 99.31 %  2/6 epoch  1m 24s  58 min ago

    * champion
    "
  `);
});

test("where not all runs have room, it says how many there are", async () => {
  const { run } = setUp();
  const told = "\nThe latest 3 of 4 runs; --limit shows more.\n";
  expect((await run(lsCommand, "--limit", "3")).stdout).toContain(told);
  expect((await run(lsCommand)).stdout).not.toContain("--limit");
});

test("runs are chosen by state and number", async () => {
  const { run } = setUp();
  const failed = await run(lsCommand, "bn-aug", "--state", "failed", "--json");
  expect(JSON.parse(failed.stdout).runs.map(({ id }: { id: string }) => id)).toEqual([
    "11aa22bb33cc",
  ]);
  const two = await run(lsCommand, "bn-aug", "--limit", "2", "--json");
  expect(JSON.parse(two.stdout).runs).toHaveLength(2);
  const one = await run(lsCommand, "--limit", "1", "--state", "queued", "--json");
  expect(JSON.parse(one.stdout).runs.map(({ id }: { id: string }) => id)).toEqual(["77aa88bb99cc"]);
});

test("--json has the run, its best value and whether it is champion", async () => {
  const { stdout } = await setUp().run(lsCommand, "bn-aug", "--json");
  const { sweep, runs } = JSON.parse(stdout);
  expect(sweep).toMatchObject({ name: "bn-aug", metric: { name: "val_accuracy" } });
  expect(runs[0]).toMatchObject({
    id: "8c1dfe02ab34",
    state: "finished",
    best: { value: 0.9931, step: 200 },
    champion: true,
    sweeps: ["bn-aug"],
  });
  expect(runs[1]).toMatchObject({ best: null, metricSummary: { last: "NaN", nonFinite: "NaN" } });
});

test("a terminal too narrow for the table shortens the names", async () => {
  const { stdout } = await setUp({ columns: 95 }).run(lsCommand, "bn-aug");
  const lines = stripVTControlCharacters(stdout).split("\n");
  expect(lines[1]).toMatch(/^8c1dfe02ab34 \* {2}batch_norm=… {2}finished /);
  expect(Math.max(...lines.map((line) => line.length))).toBe(95);
});

test("an empty store and an empty choice say what to do or what there is", async () => {
  const terminal = createTerminal();
  const empty = await terminal.run(lsCommand);
  expect(empty.stdout).toBe("No runs yet. Start some: npx sweep run <experiment.yaml>\n");
  mkdirSync(join(terminal.runsDir, "44dd55ee66ff"), { recursive: true });
  writeFileSync(join(terminal.runsDir, "44dd55ee66ff", "config.json"), "{}");
  const without = await terminal.run(lsCommand);
  expect(without.stdout).toBe(
    "DIR/runs: the database has no runs, but the folder of 1 run is there: `npx sweep reindex` restores it\n",
  );
  const none = await setUp().run(lsCommand, "bn-aug", "--state", "cancelled");
  expect(none.stdout).toBe(
    "bn-aug has no such runs (1 queued, 1 running, 1 finished, 1 failed).\n",
  );
});

test("mistakes are named", async () => {
  const { run } = setUp();
  await expect(run(lsCommand, "bn-agu")).rejects.toThrow(
    "no experiment `bn-agu` has been run (did you mean `bn-aug`?)",
  );
  await expect(run(lsCommand, "--limit", "0")).rejects.toThrow("Expected a whole number from 1.");
  await expect(run(lsCommand, "--state", "done")).rejects.toThrow(
    "Allowed choices are queued, running, finished, failed, cancelled, lost.",
  );
});

test("a filter and an order choose the runs, with or without an experiment", async () => {
  const terminal = setUp();
  const ids = async (...args: string[]) => {
    const { stdout } = await terminal.run(lsCommand, ...args, "--json");
    return (JSON.parse(stdout) as { runs: { id: string }[] }).runs.map(({ id }) => id);
  };
  expect(await ids("bn-aug", "--where", "state in (failed, queued)")).toEqual([
    "11aa22bb33cc",
    "77aa88bb99cc",
  ]);
  expect(await ids("--where", "val_accuracy > 99%")).toEqual(["8c1dfe02ab34"]);
  expect(await ids("--sort=-id", "--limit", "2", "--state", "queued")).toEqual(["77aa88bb99cc"]);
  await expect(terminal.run(lsCommand, "--where", "stat = failed")).rejects.toThrow(
    "--where, column 1: expected a parameter, a metric or a field of every run, got `stat` (did you mean `state`?)\n  stat = failed\n  ^",
  );
  const none = await terminal.run(lsCommand, "bn-aug", "--where", "tag:x");
  expect(none.stdout).toMatch(/^bn-aug has no such runs/);
});

test("archived runs are listed only where they are asked for", async () => {
  const terminal = setUp();
  terminal.store.annotateRuns(["11aa22bb33cc"], { archived: true });
  const list = async (...args: string[]) => (await terminal.run(lsCommand, ...args)).stdout;
  expect(await list("bn-aug")).not.toContain("11aa22bb33cc");
  expect(await list()).not.toContain("11aa22bb33cc");
  expect(await list("bn-aug", "--archived")).toContain("11aa22bb33cc");
  expect(await list("--where", "archived")).toContain("11aa22bb33cc");
});

test("chosen columns are a table, JSON, or CSV with all digits", async () => {
  const terminal = setUp();
  terminal.store.annotateRuns(["8c1dfe02ab34"], { addTags: ["keep", "x"], note: "=1+1" });
  const columns = ["--columns", "id,val_accuracy,val_accuracy.last,duration,tag,note"];
  const args = ["bn-aug", ...columns, "-n", "2"];
  expect((await terminal.run(lsCommand, ...args)).stdout).toMatchInlineSnapshot(`
    "id            val_accuracy  val_accuracy.last  duration  tag     note
    8c1dfe02ab34       99.31 %            99.31 %    1m 24s  keep x  =1+1
    11aa22bb33cc             –                NaN    1m 24s  –       –
    "
  `);
  expect((await terminal.run(lsCommand, ...args, "--csv")).stdout).toBe(
    "id,val_accuracy,val_accuracy.last,duration,tag,note\r\n" +
      "8c1dfe02ab34,0.9931,0.9931,84,keep x,'=1+1\r\n11aa22bb33cc,,NaN,84,,\r\n",
  );
  const { runs } = JSON.parse((await terminal.run(lsCommand, ...args, "--json")).stdout);
  expect(runs[1]).toMatchObject({ id: "11aa22bb33cc", val_accuracy: null, note: null });
  const none = await terminal.run(lsCommand, ...args, "--where", "tag:none");
  expect(none.stdout).toMatch(/^bn-aug has no such runs/);
});
