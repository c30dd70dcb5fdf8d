/** What `sweep run` leaves behind when it, or a child, is interrupted: the compiled program and real signals. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { RunRecord } from "../../../src/core/records.js";
import { isAlive } from "../../../src/executors/local/process-table.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const GATED = fileURLToPath(new URL("../../fixtures/trainers/gated.mjs", import.meta.url));

describe("an interrupted sweep", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sweep-interrupted-"));
    const values = "x: {values: [0.1, 0.2, 0.3, 0.4]}";
    const command = `command: ["${process.execPath}", "${GATED}"]`;
    const metric = "metric: {name: accuracy, goal: maximize}";
    writeFileSync(join(folder, "demo.yaml"), `${command}\n${metric}\nparameters:\n  ${values}\n`);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  });

  const sweep = (...args: string[]): ChildProcess => {
    const child = spawn(process.execPath, [MAIN, "run", "demo.yaml", "-j", "2", ...args], {
      cwd: folder,
      env: { ...process.env, GATE: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  };
  const open = () => writeFileSync(join(folder, "open"), "");
  const started = () => {
    const file = join(folder, "started");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").toSorted() : [];
  };
  const runs = (): RunRecord[] => {
    const store = openSqliteStore({ file: join(folder, "runs", "sweep.db") });
    try {
      return store.listRuns();
    } finally {
      store.close();
    }
  };
  const untilStarted = (count: number) =>
    vi.waitFor(() => expect(started()).toHaveLength(count), { timeout: 30_000 });
  /** The store knows the process of each running run. */
  const running = () =>
    vi.waitFor(
      () => {
        const found = runs().filter(({ process }) => process !== null);
        expect(found).toHaveLength(2);
        return found;
      },
      { timeout: 30_000 },
    );

  it("loses no run and trains none twice when the orchestrator is killed with SIGKILL", async () => {
    const first = sweep();
    await untilStarted(2);
    const before = await running();
    first.kill("SIGKILL");
    await once(first, "exit");
    expect(before.every(({ process }) => process !== null && isAlive(process))).toBe(true);

    const second = sweep();
    const output = text(second);
    await vi.waitFor(() => expect(output().match(/adopted/g)).toHaveLength(2), { timeout: 30_000 });
    open();
    expect(await exitOf(second)).toBe(0);
    expect(started()).toEqual(["0.1", "0.2", "0.3", "0.4"]);
    expect(runs().map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(
      Array(4).fill("finished 1"),
    );
    expect(output()).toContain("4 finished");

    const third = sweep();
    const again = text(third);
    expect(await exitOf(third)).toBe(0);
    expect(again()).toContain("4 runs, 4 cached");
    expect(started()).toHaveLength(4);
  });

  it("takes over what finished while no orchestrator was alive", async () => {
    const first = sweep();
    await untilStarted(2);
    const before = await running();
    first.kill("SIGKILL");
    await once(first, "exit");
    open();
    await vi.waitFor(
      () => expect(before.some(({ process }) => process && isAlive(process))).toBe(false),
      {
        timeout: 30_000,
      },
    );
    expect(await exitOf(sweep())).toBe(0);
    expect(started()).toEqual(["0.1", "0.2", "0.3", "0.4"]);
    expect(runs().every(({ state, attempt }) => state === "finished" && attempt === 1)).toBe(true);
  });

  it("trains no run twice whose process goes on while the database is lost, and reindex has its result afterwards", async () => {
    const first = sweep();
    await untilStarted(2);
    const before = await running();
    first.kill("SIGKILL");
    await once(first, "exit");
    for (const suffix of ["", "-wal", "-shm"])
      rmSync(join(folder, "runs", `sweep.db${suffix}`), { force: true });
    const reindex = () =>
      spawnSync(process.execPath, [MAIN, "reindex"], { cwd: folder, encoding: "utf8" });
    expect(reindex().stderr.match(/still at work on this run/g)).toHaveLength(2);
    const refused = sweep();
    const output = text(refused);
    expect(await exitOf(refused)).toBe(1);
    expect(output()).toContain("got the folders of 2 runs that it lacks (");
    open();
    await vi.waitFor(
      () => expect(before.some(({ process }) => process && isAlive(process))).toBe(false),
      { timeout: 30_000 },
    );
    expect(reindex().stdout).toBe("2 runs restored, 0 known already\n");
    expect(await exitOf(sweep())).toBe(0);
    expect(started()).toEqual(["0.1", "0.2", "0.3", "0.4"]);
    expect(runs().map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(
      Array(4).fill("finished 1"),
    );
  });

  it("records a child that is killed with SIGKILL, goes on, and runs it again the next time", async () => {
    const first = sweep();
    await untilStarted(2);
    const [victim] = await running();
    if (!victim?.process) throw new Error("expected a running process");
    process.kill(victim.process.pid, "SIGKILL");
    open();
    expect(await exitOf(first)).toBe(1);
    const killed = runs().find(({ id }) => id === victim.id);
    expect(killed).toMatchObject({
      state: "failed",
      outcome: { type: "signal", signal: "SIGKILL" },
    });
    expect(runs().filter(({ state }) => state === "finished")).toHaveLength(3);

    expect(await exitOf(sweep())).toBe(0);
    expect(runs().every(({ state }) => state === "finished")).toBe(true);
    expect(started()).toHaveLength(5);
  });

  it("finishes what runs at the first Ctrl-C and says how to go on", async () => {
    const child = sweep();
    const output = text(child);
    await untilStarted(2);
    child.kill("SIGINT");
    await vi.waitFor(() => expect(output()).toContain("finishing 2 runs, 2 not started"), {
      timeout: 30_000,
    });
    open();
    expect(await exitOf(child)).toBe(130);
    expect(runs().filter(({ state }) => state === "finished")).toHaveLength(2);
    expect(output()).toContain("To go on:  npx sweep run demo.yaml");
  });

  it("stops at once at the second Ctrl-C and leaves no process behind", async () => {
    const child = sweep();
    const output = text(child);
    await untilStarted(2);
    const before = await running();
    child.kill("SIGINT");
    await vi.waitFor(() => expect(output()).toContain("press Ctrl-C again"), { timeout: 30_000 });
    child.kill("SIGINT");
    expect(await exitOf(child)).toBe(130);
    expect(before.some(({ process }) => process && isAlive(process))).toBe(false);
    expect(runs().filter(({ state }) => state === "cancelled")).toHaveLength(2);
  });

  it("refuses a second orchestrator of the same experiment while the first is alive", async () => {
    const first = sweep();
    await untilStarted(2);
    const second = sweep();
    const output = text(second);
    expect(await exitOf(second)).toBe(1);
    expect(output()).toMatch(/^sweep: demo is being run already, by process \d+ on /m);
    open();
    expect(await exitOf(first)).toBe(0);
    expect(started()).toHaveLength(4);
  });
});

/** Everything that it has printed so far. */
function text(child: ChildProcess): () => string {
  let all = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      all += chunk;
    });
  }
  return () => all;
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  child.stdout?.resume();
  child.stderr?.resume();
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  return child.exitCode;
}
