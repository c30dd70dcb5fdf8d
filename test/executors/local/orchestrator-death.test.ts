import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ProcessIdentity } from "../../../src/core/process-identity.js";
import { processIdentity } from "../../../src/core/process-identity.js";
import type { Launch } from "../../../src/executors/executor.js";
import { LocalExecutor } from "../../../src/executors/local/local-executor.js";
import { liveness } from "../../../src/executors/local/process-table.js";
import { readProcessRecord } from "../../../src/protocol/process-record.js";
import {
  type Behaviour,
  begun,
  isRunning,
  type LaunchOptions,
  launchOf,
  program,
  readReport,
  temporaryRunsDir,
  until,
} from "../harness.js";
import { hostEntry } from "./host-entry.js";
import { kill9, startOrchestrator } from "./orchestrator.js";

const PATIENT_MS = 20_000; // a grace that no test should need

/** A run that has begun and whose orchestrator was killed with SIGKILL. */
async function orphanedRun(
  behaviour: Behaviour,
  options?: LaunchOptions,
): Promise<{ executor: LocalExecutor; launch: Launch; identity: ProcessIdentity }> {
  const runsDir = temporaryRunsDir();
  const launch = launchOf(runsDir, behaviour, options);
  const orchestrator = await startOrchestrator({ runsDir, launch });
  const identity = processIdentity.parse(JSON.parse(orchestrator.said));
  await begun(launch.paths);
  await kill9(orchestrator.process);
  const executor = new LocalExecutor({ runsDir, hostEntry, timeoutGraceMs: 100 });
  return { executor, launch, identity };
}

describe.each(["module", "command"] as const)("a %s whose orchestrator was killed", (kind) => {
  it("goes on, and reports how it ended", async () => {
    const { launch, identity } = await orphanedRun(`${kind} save-on-sigterm`);
    expect(liveness(identity)).toBe("alive");
    process.kill(-identity.pid, "SIGTERM");
    await until(() => existsSync(launch.paths.exit));
    expect(readReport(launch.paths)).toMatchObject({ code: 0, timed_out: false });
  });

  it("is adopted, and its end is seen", async () => {
    const { executor, launch, identity } = await orphanedRun(`${kind} save-on-sigterm`);
    const adopted = executor.adopt("run", launch.paths, identity);
    process.kill(-identity.pid, "SIGTERM");
    expect(await adopted?.ended).toMatchObject({
      report: { code: 0 },
      code: null,
      signal: null,
      outOfMemory: false,
    });
    expect(existsSync(launch.paths.process)).toBe(false);
  });

  it("is adopted and stopped, with the child that left its session", async () => {
    const { executor, launch, identity } = await orphanedRun(`${kind} orphan-child`);
    const sleeper = (await begun(launch.paths)).done;
    await executor.adopt("run", launch.paths, identity)?.stop(PATIENT_MS);
    expect(isRunning(identity.pid)).toBe(false);
    expect(isRunning(sleeper)).toBe(false);
  });

  it("is adopted and killed when it ignores SIGTERM", async () => {
    const { executor, launch, identity } = await orphanedRun(`${kind} ignore-sigterm`);
    const end = await executor.adopt("run", launch.paths, identity)?.stop(100);
    expect(end).toMatchObject({ report: null, outOfMemory: false });
    expect(isRunning(identity.pid)).toBe(false);
  });

  it("still ends when its time is over", async () => {
    const { launch, identity } = await orphanedRun(`${kind} forever`, { timeoutMs: 3_000 });
    await until(() => existsSync(launch.paths.exit));
    expect(readReport(launch.paths)).toMatchObject({ timed_out: true });
    await until(() => liveness(identity) === "dead");
  });

  it("is ended by the next orchestrator when its time is over and it never yields", async () => {
    const { executor, launch, identity } = await orphanedRun(`${kind} busy`, { timeoutMs: 3_000 });
    const end = await executor.adopt("run", launch.paths, identity)?.ended;
    expect(end?.report).toMatchObject({ timed_out: true });
  });

  it("can be found and reaped when its identity was never stored", async () => {
    const { executor, launch, identity } = await orphanedRun(`${kind} orphan-child`);
    const sleeper = (await begun(launch.paths)).done;
    await executor.reap(launch.paths);
    expect([isRunning(identity.pid), isRunning(sleeper)]).toEqual([false, false]);
    expect(existsSync(launch.paths.process)).toBe(false);
  });
});

it("reaps what is left of a run when host and orchestrator were both killed", async () => {
  const { executor, launch, identity } = await orphanedRun("command orphan-child");
  const sleeper = (await begun(launch.paths)).done;
  process.kill(identity.pid, "SIGKILL");
  await until(() => liveness(identity) === "dead");
  expect(executor.adopt("run", launch.paths, identity)).toBeNull();
  expect(isRunning(sleeper)).toBe(true);
  await executor.reap(launch.paths);
  expect(isRunning(sleeper)).toBe(false);
});

it("does not reap a process that only has the number of a leader that is gone", async () => {
  const { executor, launch } = await orphanedRun("module forever");
  const record = readProcessRecord(launch.paths.process);
  if (record === null) throw new Error("expected process.json to name the process");
  const someoneElse = { ...record.process, startTime: record.process.startTime - 1 };
  writeFileSync(launch.paths.process, JSON.stringify({ ...record, process: someoneElse }));
  await executor.reap(launch.paths);
  expect(isRunning(record.process.pid)).toBe(true);
  process.kill(-record.process.pid, "SIGKILL");
});

it.each(["module slow-start", "command finish"] as const)(
  "spares (%s) vanish with an orchestrator that is killed, and take their logs along",
  async (behaviour) => {
    const runsDir = temporaryRunsDir();
    const task = { runsDir, warm: program(behaviour), count: 2 };
    const orchestrator = await startOrchestrator(task);
    const spares = await until(() => {
      const found = hostsOf(runsDir);
      return found.length === 2 && found;
    });
    await kill9(orchestrator.process);
    await until(() => !spares.some(isRunning));
    expect(readdirSync(join(runsDir, "spares"))).toEqual([]);
  },
);

/** Pids of the hosts whose log lies in this runs folder. */
function hostsOf(runsDir: string): number[] {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`\0${runsDir}/spares/`);
    } catch {
      return false; // it ended while we looked
    }
  });
}
