/** `sweep stop`, `pause`, `resume` and `retry` beside a `sweep run`: compiled programs, real processes, real signals. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { RunRecord } from "../../../src/core/records.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import { isRunning, stateOf } from "../../executors/harness.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const GATED = fileURLToPath(new URL("../../fixtures/trainers/gated.mjs", import.meta.url));
const IN_TIME = { timeout: 30_000 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sweep-control-"));
  const command = `command: ["${process.execPath}", "${GATED}"]`;
  const metric = "metric: {name: accuracy, goal: maximize}";
  const parameters = "parameters:\n  x: {values: [0.1, 0.2, 0.3]}\n";
  writeFileSync(join(folder, "demo.yaml"), `${command}\n${metric}\n${parameters}`);
  onTestFinished(async () => {
    for (const run of runs()) if (run.process) kill(-run.process.pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
});

describe("a sweep that is being run", () => {
  it("finishes what runs and starts no more when it is stopped", async () => {
    const orchestrator = start();
    await untilRunning(2);
    expect(sweep("stop", "demo").stdout).toBe(
      "demo: no more runs are started; 2 runs may finish\n",
    );
    expect(sweep("stop", "demo")).toMatchObject({
      code: 1,
      stderr: "sweep: demo is being stopped already\n",
    });
    open();
    expect(await exitOf(orchestrator)).toBe(130);
    expect(states()).toEqual(["finished", "finished", "queued"]);
  });

  it("ends its runs, paused ones too, when it is stopped now, and says that they were cancelled by the user", async () => {
    const orchestrator = start();
    const running = await untilRunning(2);
    sweep("pause", String(running[0]?.id));
    expect(sweep("stop", "demo", "--now").stdout).toBe("demo: stopped, 2 runs\n");
    expect(pidsOf(running).some(isRunning)).toBe(false);
    expect(await exitOf(orchestrator)).toBe(130);
    expect(runs().filter(({ state }) => state === "cancelled")).toMatchObject([
      { outcome: { type: "cancelled", by: "user" }, pausedAt: null },
      { outcome: { type: "cancelled", by: "user" }, pausedAt: null },
    ]);
  });

  it("stands still while it is paused, starts nothing, and loses nothing", async () => {
    const orchestrator = start();
    const running = await untilRunning(2);
    expect(sweep("pause", "demo").stdout).toBe(
      "demo: paused, 2 runs standing still; no more are started until `sweep resume`\n",
    );
    expect(pidsOf(running).map(stateOf)).toEqual(["T", "T"]);
    expect(sweep("pause", "demo")).toMatchObject({
      code: 1,
      stderr: "sweep: demo is paused already\n",
    });
    expect(sweep("ls", "demo").stdout.match(/paused/g)).toHaveLength(2);
    open();
    expect(sweep("resume", "demo").stdout).toBe("demo: resumed, 2 runs\n");
    expect(await exitOf(orchestrator)).toBe(0);
    expect(runs().map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(
      Array(3).fill("finished 1"),
    );
    expect(sweep("resume", "demo")).toMatchObject({
      code: 1,
      stderr: "sweep: demo is not paused\n",
    });
  });

  it("cancels one run, whether it waits or runs, and retries it while it is at work", async () => {
    const orchestrator = start();
    await untilRunning(2);
    const [waiting] = runs().filter(({ state }) => state === "queued");
    const [victim] = runs().filter(({ state }) => state === "running");
    const ids = [String(waiting?.id), String(victim?.id)];
    for (const id of ids) {
      expect(sweep("stop", id).stdout).toBe(`run ${id}: stopped\n`);
      expect(sweep("stop", id)).toMatchObject({
        code: 1,
        stderr: `sweep: run ${id} is cancelled already: there is nothing to stop\n`,
      });
    }
    expect(sweep("retry", ...ids).stdout).toBe(`taken up by the orchestrator: ${ids.join(", ")}\n`);
    open();
    expect(await exitOf(orchestrator)).toBe(0);
    expect(states()).toEqual(["finished", "finished", "finished"]);
    expect(runs().find(({ id }) => id === victim?.id)?.attempt).toBe(2);
  });

  it("answers in JSON who acted on which runs", async () => {
    const orchestrator = start();
    const [run] = await untilRunning(2);
    expect(JSON.parse(sweep("pause", String(run?.id), "--json").stdout)).toEqual({
      ...{ action: "pause", run: run?.id, runs: [run?.id], by: "orchestrator" },
    });
    sweep("resume", String(run?.id));
    open();
    expect(await exitOf(orchestrator)).toBe(0);
  });
});

/** Two runs whose orchestrator was killed. */
async function orphan(): Promise<RunRecord[]> {
  const orchestrator = start();
  const running = await untilRunning(2);
  orchestrator.kill("SIGKILL");
  await once(orchestrator, "exit");
  return running;
}

describe("a sweep whose orchestrator was killed", () => {
  it("has its processes stopped by the command itself", async () => {
    const running = await orphan();
    expect(sweep("stop", "demo")).toMatchObject({
      code: 1,
      stderr:
        "sweep: demo has no orchestrator that could start more; 2 of its runs go on without one: --now stops them\n",
    });
    expect(sweep("stop", "demo", "--now").stdout).toBe("demo: stopped, 2 runs\n");
    expect(pidsOf(running).some(isRunning)).toBe(false);
    expect(states()).toEqual(["cancelled", "cancelled", "queued"]);
  });

  it("is paused and resumed by the command itself", async () => {
    const running = await orphan();
    const [first] = running;
    expect(sweep("pause", String(first?.id)).stdout).toBe(`run ${first?.id}: paused\n`);
    expect(pidsOf(running).map(stateOf)).toContain("T");
    expect(sweep("pause", String(first?.id))).toMatchObject({
      stderr: `sweep: run ${first?.id} is paused already\n`,
    });
    expect(sweep("resume", String(first?.id)).stdout).toBe(`run ${first?.id}: resumed\n`);
    expect(pidsOf(running).map(stateOf)).not.toContain("T");
  });

  it("goes on with the next `sweep run` when it was killed while paused", async () => {
    const orchestrator = start();
    const running = await untilRunning(2);
    sweep("pause", "demo");
    orchestrator.kill("SIGKILL");
    await once(orchestrator, "exit");
    expect(pidsOf(running).map(stateOf)).toEqual(["T", "T"]);
    open();
    const next = start();
    const output = text(next);
    expect(await exitOf(next)).toBe(0);
    expect(output().match(/resumed/g)).toHaveLength(2);
    expect(runs().map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(
      Array(3).fill("finished 1"),
    );
    expect(runs().filter(({ pausedMs }) => pausedMs > 0)).toHaveLength(2);
  });
});

describe("runs that are lost with their orchestrator and their processes", () => {
  it("are trained again by `sweep retry` on their experiment, which says nothing of others", async () => {
    const lost = await orphan();
    const [first] = lost;
    expect(sweep("retry", String(first?.id))).toMatchObject({
      code: 1,
      stderr: `sweep: run ${first?.id} is running: \`npx sweep stop ${first?.id}\` ends it first\n`,
    });
    for (const pid of pidsOf(lost)) kill(-pid);
    await vi.waitFor(() => expect(pidsOf(lost).some(isRunning)).toBe(false), IN_TIME);
    open();
    const { code, stdout } = sweep("retry", "demo");
    expect([code, stdout]).toEqual([0, expect.stringContaining("demo: 2 finished")]);
    const trained = runs().filter(({ state }) => state === "finished");
    expect(trained.map(({ attempt }) => attempt)).toEqual([2, 2]);
    expect(states()).toEqual(["finished", "finished", "queued"]);
  });

  it("keep the result that they left, with the time at which it was there", async () => {
    const lost = await orphan();
    open();
    await vi.waitFor(() => expect(pidsOf(lost).some(isRunning)).toBe(false), IN_TIME);
    const { code, stdout } = sweep("retry", ...lost.map(({ id }) => id));
    expect(code).toBe(0);
    expect(stdout).toBe(
      `had finished, result taken over: ${lost.map(({ id }) => id).join(", ")}\n`,
    );
    for (const { id } of lost) {
      const exit = readFileSync(join(folder, "runs", id, "exit.json"), "utf8");
      const { ended_at: endedAt } = JSON.parse(exit);
      const run = runs().find((each) => each.id === id);
      expect(run).toMatchObject({ state: "finished", attempt: 1, endedAt });
    }
  });
});

describe("sweep retry", () => {
  it("trains the cancelled runs of an experiment in the foreground, and no others", async () => {
    const orchestrator = start();
    const running = await untilRunning(2);
    sweep("stop", "demo", "--now");
    await exitOf(orchestrator);
    open();
    const { code, stdout } = sweep("retry", "demo");
    expect(code).toBe(0);
    expect(stdout).toContain("demo: 2 finished");
    expect(states()).toEqual(["finished", "finished", "queued"]);
    const [run] = running;
    expect(sweep("retry", String(run?.id))).toMatchObject({
      code: 1,
      stderr: `sweep: run ${run?.id} is finished, and finished runs never change: \`npx sweep run <yaml> --fresh\` trains anew\n`,
    });
    expect(sweep("retry", "demo", "--failed")).toMatchObject({
      code: 1,
      stderr: "sweep: demo has no runs that failed\n",
    });
  });

  it("trains a run with the overrides that it was last trained with, whatever its sweep was run with since", () => {
    const trainer = fileURLToPath(
      new URL("../../fixtures/trainers/fails-once.mjs", import.meta.url),
    );
    const yaml = `command: ["${process.execPath}", "${trainer}"]\nmetric: {name: accuracy, goal: maximize}\n`;
    writeFileSync(join(folder, "once.yaml"), `${yaml}parameters: {x: {values: [1, 2]}}\n`);
    const first = ["--set", "parameters.x.values=[1]", "--set", "run.threads=3"];
    expect(sweep("run", "once.yaml", ...first).code).toBe(1);
    const second = ["--set", "parameters.x.values=[2]", "--set", "run.threads=2"];
    expect(sweep("run", "once.yaml", ...second).code).toBe(1);
    const failed = runs().map(({ id }) => id);
    expect(sweep("retry", ...failed).code).toBe(0);
    const trained = failed.map((id) => {
      const config = readFileSync(join(folder, "runs", id, "config.json"), "utf8");
      const { attempt, threads, parameters } = JSON.parse(config);
      return { attempt, threads, x: parameters.x };
    });
    expect(trained.toSorted((a, b) => a.x - b.x)).toEqual([
      { attempt: 2, threads: 3, x: 1 },
      { attempt: 2, threads: 2, x: 2 },
    ]);
  });

  it("refuses a run whose code has changed since", async () => {
    writeFileSync(join(folder, "train.mjs"), "process.exit(1);\n");
    const yaml = `command: ["${process.execPath}", train.mjs]\nmetric: {name: loss, goal: minimize}\n`;
    writeFileSync(join(folder, "crash.yaml"), yaml);
    expect(sweep("run", "crash.yaml").code).toBe(1);
    writeFileSync(join(folder, "train.mjs"), "process.exit(0);\n");
    const { code, stderr } = sweep("retry", "crash", "--failed");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^sweep: run \w+: its code has changed since, so that training it/);
  });
});

it.each(["stop", "pause", "resume", "retry"])("%s explains an id that nothing has", (action) => {
  sweep("run", "demo.yaml", "--dry-run");
  openSqliteStore({ file: join(folder, "runs", "sweep.db") }).close();
  expect(sweep(action, "nothing")).toMatchObject({
    code: 1,
    stderr:
      "sweep: expected the name of an experiment or the id of a run, got `nothing`: `npx sweep ls` lists them\n",
  });
});

function start(): ChildProcess {
  const child = spawn(process.execPath, [MAIN, "run", "demo.yaml", "-j", "2"], {
    cwd: folder,
    env: { ...process.env, GATE: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

function sweep(...args: string[]) {
  const env = { ...process.env, GATE: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    ...{ cwd: folder, env, encoding: "utf8" },
  });
  return { code: status, stdout, stderr };
}

function open(): void {
  writeFileSync(join(folder, "open"), "");
}

function runs(): RunRecord[] {
  const file = join(folder, "runs", "sweep.db");
  if (!existsSync(file)) return [];
  const store = openSqliteStore({ file });
  try {
    return store.listRuns();
  } finally {
    store.close();
  }
}

function states(): string[] {
  return runs()
    .map(({ state }) => state)
    .sort();
}

/** The store knows so many processes, and so many trainers have begun. */
function untilRunning(count: number): Promise<RunRecord[]> {
  return vi.waitFor(() => {
    const found = runs().filter(({ process }) => process !== null);
    const started = readFileSync(join(folder, "started"), "utf8").trim().split("\n");
    expect([found.length, started.length]).toEqual([count, count]);
    return found;
  }, IN_TIME);
}

function pidsOf(records: readonly RunRecord[]): number[] {
  return records.flatMap(({ process }) => process?.pid ?? []);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended
  }
}

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
