import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { promoteCommand } from "../../../src/cli/commands/promote.js";
import type { TrainerSpec } from "../../../src/core/records.js";
import { predictionsCsv } from "../../selection/workspace.js";
import { createTerminal } from "./terminal.js";

function setUp() {
  const terminal = createTerminal();
  terminal.addSweep("bn-aug", [
    { id: "11aa22bb33cc", name: "augment=false", metrics: { val_accuracy: [0.98] } },
    { id: "8c1dfe02ab34", name: "augment=true", metrics: { val_accuracy: [0.9931] } },
    { id: "77aa88bb99cc", state: "running" },
  ]);
  return terminal;
}

test("a promotion prints from where to where, and why", async () => {
  const { run } = setUp();
  expect((await run(promoteCommand, "11aa", "--reason", "small")).stdout).toBe(
    "champion: none → 11aa22bb33cc (augment=false)\nreason: small\n",
  );
  expect((await run(promoteCommand, "--best", "bn-aug")).stdout).toBe(
    "champion: 11aa22bb33cc (augment=false) → 8c1dfe02ab34 (augment=true)\n" +
      "`8c1dfe02ab34 (augment=true)` against the champion `11aa22bb33cc (augment=false)`: not compared, 8c1dfe02ab34 and " +
      "11aa22bb33cc kept no usable predictions.\n" +
      "reason: best of bn-aug: val_accuracy 99.31 %\n",
  );
  expect((await run(promoteCommand, "8c1d")).stdout).toBe(
    "champion: 8c1dfe02ab34 (augment=true) already; nothing changed\n",
  );
  expect((await run(promoteCommand, "--undo")).stdout).toBe(
    "champion: 8c1dfe02ab34 (augment=true) → 11aa22bb33cc (augment=false)\n",
  );
  expect((await run(promoteCommand, "--history")).stdout).toMatchInlineSnapshot(`
    "#  WHEN                 ACTION   CHAMPION      NAME           REASON
    3  2026-03-01 13:00:00  undo     11aa22bb33cc  augment=false  undo of promotion 2
    2  2026-03-01 13:00:00  promote  8c1dfe02ab34  augment=true   best of bn-aug: val_accuracy 99.31 %
    1  2026-03-01 13:00:00  promote  11aa22bb33cc  augment=false  small
    "
  `);
});

test("a run of which nothing can be made is promoted, with what will refuse it, and why", async () => {
  const { run, addSweep, write } = createTerminal();
  const trainer: TrainerSpec = { kind: "command", command: ["python3", "a.py"], cwd: "/" };
  const file = (path: string) => ({ path, kind: "model", text: path });
  const network = [file("model/model.json"), file("model/weights.bin")];
  addSweep("mine", [
    { id: "11aa22bb33cc", trainer },
    { id: "22bb33cc44dd", trainer, artifacts: [file("model/model.onnx")] },
  ]);
  addSweep("digits", [{ id: "33cc44dd55ee" }, { id: "44dd55ee66ff", artifacts: network }]);
  const warningOf = async (id: string) =>
    (await run(promoteCommand, id, "--force", "--reason", "the best so far")).stderr;
  expect(await warningOf("11aa")).toBe(
    "warning: run 11aa22bb33cc cannot be used by `npx sweep serve` (it recorded no model), `npx sweep export` (it was " +
      "trained by a command) and `npx sweep submit` (it wrote no artifacts/submission.csv)\n",
  );
  write("runs/22bb33cc44dd/artifacts/submission.csv", "ImageId,Label\n1,2\n");
  expect(await warningOf("22bb")).toBe(
    "warning: run 22bb33cc44dd cannot be used by `npx sweep export` (it was trained by a command)\n",
  );
  expect(await warningOf("33cc")).toBe(
    "warning: run 33cc44dd55ee cannot be used by `npx sweep serve` (it recorded no model), `npx sweep export` (it recorded " +
      "no model) and `npx sweep submit` (it recorded no model)\n",
  );
  expect(await warningOf("44dd")).toBe("");
});

test("a run whose folder is gone is refused, with what is gone and what trains it anew", async () => {
  const { run, runsDir, store } = setUpPredictions();
  rmSync(join(runsDir, "11aa22bb33cc"), { recursive: true });
  await expect(run(promoteCommand, "11aa")).rejects.toMatchObject({
    code: "data",
    message:
      `run 11aa22bb33cc: its folder ${join(runsDir, "11aa22bb33cc")} is gone with artifacts/predictions.csv: ` +
      "`sweep run experiments/digits.yaml` (with its --set, if there was one) trains it anew",
  });
  expect(store.resolveAlias("champion")).toBeNull();
});

function setUpPredictions() {
  const terminal = createTerminal();
  const plan = (id: string, firstRight: number, rows = 1000) => ({
    id,
    parameters: { id },
    metrics: { val_accuracy: [1 - firstRight / rows] },
    artifacts: [
      {
        path: "predictions.csv",
        kind: "predictions",
        text: predictionsCsv({ rows, isRight: (row) => row >= firstRight }),
      },
    ],
  });
  terminal.addSweep("digits", [
    plan("11aa22bb33cc", 40),
    plan("8c1dfe02ab34", 10),
    plan("22bb33cc44dd", 12),
    plan("33cc44dd55ee", 0, 500),
    plan("44dd55ee66ff", 60, 500),
  ]);
  return terminal;
}

test("a promotion says how the run compares with the champion before it", async () => {
  const { run } = setUpPredictions();
  expect((await run(promoteCommand, "11aa")).stdout).not.toContain("against");
  expect((await run(promoteCommand, "22bb")).stdout).toContain(
    "`22bb33cc44dd` against the champion `11aa22bb33cc`: +2.80 points on 1,000 validation rows, better beyond noise (p < 0.001).",
  );
  expect((await run(promoteCommand, "8c1d")).stdout).toContain(
    ": +0.20 points on 1,000 validation rows, within noise (p = 0.50).",
  );
  expect((await run(promoteCommand, "22bb")).stdout).toContain(
    ": −0.20 points on 1,000 validation rows, within noise (p = 0.50).",
  );
  expect((await run(promoteCommand, "33cc")).stdout).toContain(
    "`33cc44dd55ee` against the champion `22bb33cc44dd`: +1.20 points on different validation rows (95 % interval +0.28 points to +2.09 points), better beyond noise.",
  );
  await expect(run(promoteCommand, "44dd")).rejects.toThrow(
    "`44dd55ee66ff` against the champion `33cc44dd55ee`: −12.00 points on 500 validation rows, worse beyond noise (p < 0.001)",
  );
});

test("a run that answered other validation rows is refused, too, where its interval leaves no doubt", async () => {
  const { run, store } = setUpPredictions();
  await run(promoteCommand, "22bb");
  await expect(run(promoteCommand, "44dd")).rejects.toThrow(
    "`44dd55ee66ff` against the champion `22bb33cc44dd`: −10.80 points on different validation rows " +
      "(95 % interval −13.98 points to −8.09 points), worse beyond noise. Nothing was changed",
  );
  expect(store.resolveAlias("champion")).toBe("22bb33cc44dd");
});

test("a run that is worse beyond noise is refused, unless it is forced with a reason that the history keeps", async () => {
  const { run, store } = setUpPredictions();
  await run(promoteCommand, "8c1d");
  await expect(run(promoteCommand, "11aa", "--reason", "half the size")).rejects.toThrow(
    "`11aa22bb33cc` against the champion `8c1dfe02ab34`: −3.00 points on 1,000 validation rows, worse beyond noise " +
      "(p < 0.001). Nothing was changed; to promote it all the same: --force --reason <why>",
  );
  expect(store.resolveAlias("champion")).toBe("8c1dfe02ab34");
  await run(promoteCommand, "11aa", "--force", "--reason", "half the size");
  expect(store.listPromotions("champion")[0]).toMatchObject({
    runId: "11aa22bb33cc",
    reason:
      "half the size (forced: `11aa22bb33cc` against the champion `8c1dfe02ab34`: −3.00 points on 1,000 validation rows, " +
      "worse beyond noise (p < 0.001))",
  });
});

test("a run of another metric, trainer or data is refused, unless it is forced with a reason that the history keeps", async () => {
  const { run, store, addSweep } = createTerminal();
  addSweep("digits", [{ id: "8c1dfe02ab34", data: { train: "a", validation: "b" } }]);
  addSweep("letters", [{ id: "22bb33cc44dd", data: { train: "x", validation: "b" } }]);
  const trainer: TrainerSpec = { kind: "command", command: ["python", "a.py"], cwd: "/" };
  const loss = { name: "loss", goal: "minimize" } as const;
  addSweep("loss", [{ id: "33cc44dd55ee", trainer, metrics: { loss: [1] } }], loss);
  addSweep("split", [{ id: "44dd55ee66ff", data: { train: "a", validation: "c" } }]);
  await run(promoteCommand, "8c1d");
  await expect(run(promoteCommand, "--best", "loss")).rejects.toThrow(
    "`33cc44dd55ee` against the champion `8c1dfe02ab34`: cannot be compared: another metric (loss, not val_accuracy), another " +
      "trainer and other data. Nothing was changed; to promote it all the same: --force --reason <why>",
  );
  await expect(run(promoteCommand, "22bb")).rejects.toThrow("cannot be compared: other data.");
  expect(store.resolveAlias("champion")).toBe("8c1dfe02ab34");
  await run(promoteCommand, "--best", "loss", "--force", "--reason", "another task");
  expect(store.listPromotions("champion")[0]?.reason).toMatch(
    /^another task \(forced: .*another metric/,
  );
  await run(promoteCommand, "--undo");
  expect((await run(promoteCommand, "44dd")).stdout).toContain(": not compared, ");
});

test("--json has the change and its record", async () => {
  const { run } = setUp();
  const { stdout } = await run(promoteCommand, "8c1d", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    alias: "champion",
    from: null,
    to: "8c1dfe02ab34",
    record: { action: "promote", reason: "chosen by hand" },
  });
  const history = await run(promoteCommand, "--history", "--json");
  expect(JSON.parse(history.stdout)).toHaveLength(1);
});

test("an empty history says so", async () => {
  expect((await setUp().run(promoteCommand, "--history")).stdout).toBe(
    "No run has been promoted yet.\n",
  );
});

test.each([
  [
    [],
    "promote: expected one of <runId>, --best <experiment>, --undo and --history, got none of them",
  ],
  [
    ["8c1d", "--undo"],
    "promote: expected one of <runId>, --best <experiment>, --undo and --history, got 2 of them",
  ],
  [
    ["--undo", "--reason", "x"],
    "promote: --reason is for a promotion, not for --undo or --history",
  ],
  [
    ["8c1d", "--force"],
    "promote: --force is for a promotion with a --reason, which the history keeps",
  ],
  [["--undo", "--force"], "promote: --force is for a promotion with a --reason"],
  [["--undo"], "there is no promotion to undo"],
  [["77aa"], "run 77aa88bb99cc is running: expected a finished run, only those can be promoted"],
  [["--best", "bn"], "no experiment `bn` has been run: `sweep ls` lists them"],
])("%j is refused", async (args, message) => {
  await expect(setUp().run(promoteCommand, ...args)).rejects.toThrow(message);
});
