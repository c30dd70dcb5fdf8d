import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { verdictsInWorker } from "../../../src/cli/verdict/verdicts-in-worker.js";
import type { SweepRecord } from "../../../src/core/records.js";
import { createVerdicts } from "../../../src/server/kept-verdicts.js";
import { answeringRun } from "../../selection/answering-run.js";
import { createWorkspace } from "../../selection/workspace.js";

const entry = new URL("../../../dist/cli/verdict/worker.js", import.meta.url);

function setUp() {
  const { store, runsDir, addSweep } = createWorkspace();
  const plan = (id: string, wrong: number) => answeringRun(id, { rows: 100, wrong });
  addSweep("digits", [plan("plain", 30), plan("bn", 5)]);
  const sweep = store.findSweep("digits");
  if (!sweep) throw new Error("expected the sweep that was just made");
  return { store, runsDir, sweep };
}

it("reaches the verdict that is reached in this thread", async () => {
  const { store, runsDir, sweep } = setUp();
  const reach = verdictsInWorker(entry, { runsDir });
  const [first, second] = await Promise.all([reach(sweep), reach(sweep)]);
  expect(first).toEqual(createVerdicts({ store, runsDir })(sweep));
  expect(first.sentences[0]).toContain("`bn` beats `plain`");
  expect(second).toEqual(first);
});

it("says what was wrong with one sweep, and goes on with others", async () => {
  const { runsDir, sweep } = setUp();
  const reach = verdictsInWorker(entry, { runsDir });
  const gone: SweepRecord = { ...sweep, name: "gone" };
  await expect(reach(gone)).rejects.toThrow("sweep: expected one of `digits`, got `gone`");
  await expect(reach(sweep)).resolves.toMatchObject({ rows: 100 });
});

it("says so when the thread cannot be started, and tries anew", async () => {
  const { runsDir, sweep } = setUp();
  const reach = verdictsInWorker(new URL("./missing.js", entry), { runsDir });
  await expect(reach(sweep)).rejects.toThrow("missing.js");
  await expect(reach(sweep)).rejects.toThrow("missing.js");
});

it("keeps no process from ending", async () => {
  const { runsDir } = setUp();
  const program = `
    import { verdictsInWorker } from "${new URL("./verdicts-in-worker.js", entry)}";
    const reach = verdictsInWorker(new URL("${entry}"), { runsDir: ${JSON.stringify(runsDir)} });
    const listening = setInterval(() => {}, 60_000); // as a server's socket keeps it alive
    const { rows } = await reach({ name: "digits" });
    clearInterval(listening);
    console.log(rows);`;
  const file = join(runsDir, "asks.mjs");
  writeFileSync(file, program);
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  expect(stdout).toBe("100\n");
});
