import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/index.js";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const FINISH = fileURLToPath(new URL("../fixtures/trainers/finish.mjs", import.meta.url));

describe("when nobody reads what is written", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sweep-output-"));
    const dir = folder;
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const experiment = {
      command: [process.execPath, FINISH],
      metric: { name: "loss", goal: "minimize" },
      parameters: { x: { values: [1, 2, 3] } },
      run: { concurrency: 1 },
    };
    writeFileSync(join(folder, "demo.yaml"), JSON.stringify(experiment));
  });

  const sweep = (stdout: "pipe" | number, ...args: string[]): ChildProcess =>
    spawn(process.execPath, [MAIN, ...args], { cwd: folder, stdio: ["ignore", stdout, "pipe"] });

  it("trains a sweep to its end, and every command ends in silence", async () => {
    expect(await endWithoutReader(sweep("pipe", "run", "demo.yaml"))).toEqual([0, ""]);
    const store = openSqliteStore({ file: join(folder, "runs", "sweep.db") });
    const runs = store.listRuns();
    store.close();
    expect(runs.map(({ state }) => state)).toEqual(["finished", "finished", "finished"]);
    const [run] = runs;
    for (const args of [["ls"], ["logs", "-f", run?.id ?? ""], ["--help"]])
      expect(await endWithoutReader(sweep("pipe", ...args))).toEqual([0, ""]);
  });

  it.skipIf(!existsSync("/dev/full"))("says so when the disk is full", async () => {
    const child = sweep(openSync("/dev/full", "w"), "--help");
    expect(await endOf(child)).toEqual([
      1,
      "sweep: the output cannot be written: ENOSPC: no space left on device, write\n",
    ]);
  });
});

async function endWithoutReader(child: ChildProcess): Promise<[number | null, string]> {
  child.stdout?.destroy();
  return endOf(child);
}

/** Its exit code and what it wrote to stderr. */
async function endOf(child: ChildProcess): Promise<[number | null, string]> {
  if (!child.stderr) throw new Error("expected a pipe");
  const stderr = text(child.stderr);
  await once(child, "exit");
  return [child.exitCode, await stderr];
}
