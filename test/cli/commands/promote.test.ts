import { expect, test } from "vitest";
import { promoteCommand } from "../../../src/cli/commands/promote.js";
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
      "reason: best of bn-aug: val_accuracy 99.31 %\n",
  );
  expect((await run(promoteCommand, "8c1d")).stdout).toBe(
    "champion: 8c1dfe02ab34 (augment=true) already; nothing changed\n",
  );
  expect((await run(promoteCommand, "--undo")).stdout).toBe(
    "champion: 8c1dfe02ab34 (augment=true) → 11aa22bb33cc (augment=false)\n",
  );
  expect((await run(promoteCommand, "--history")).stdout).toMatchInlineSnapshot(`
    "WHEN                 ACTION   CHAMPION      NAME           REASON
    2026-03-01 13:00:00  undo     11aa22bb33cc  augment=false  undo of promotion 2
    2026-03-01 13:00:00  promote  8c1dfe02ab34  augment=true   best of bn-aug: val_accuracy 99.31 %
    2026-03-01 13:00:00  promote  11aa22bb33cc  augment=false  small
    "
  `);
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
  [["--undo"], "there is no promotion to undo"],
  [["77aa"], "run 77aa88bb99cc is running: expected a finished run, only those can be promoted"],
  [["--best", "bn"], "no experiment `bn` has been run: `sweep ls` lists them"],
])("%j is refused", async (args, message) => {
  await expect(setUp().run(promoteCommand, ...args)).rejects.toThrow(message);
});
