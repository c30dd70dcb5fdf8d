/**
 * Runs as child processes of this machine. Invariants:
 *
 * 1. process.json names the process before it is told to start, so that a run whose orchestrator dies at any moment can be
 *    found again.
 * 2. Nothing of an earlier attempt is taken for this one's: exit.json, end.json and system.jsonl are removed before the start.
 */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { messageOf, SweepError } from "../../core/errors.js";
import type { ProcessIdentity } from "../../core/process-identity.js";
import type { Program } from "../../protocol/host-messages.js";
import { type ProcessRecord, readProcessRecord } from "../../protocol/process-record.js";
import { type RunPaths, runEnvironment } from "../../protocol/run-paths.js";
import { writeJson } from "../../protocol/write-json.js";
import type { Execution, Executor, Launch } from "../executor.js";
import { LocalExecution } from "./execution.js";
import type { Exit, HostProcess } from "./host-process.js";
import { OomWatch } from "./oom.js";
import { Pausing } from "./pausing.js";
import { identify, liveness } from "./process-table.js";
import { type SpareKind, SparePool } from "./spares.js";
import { killRemains } from "./terminate.js";

export interface LocalExecutorOptions {
  /** Absolute. */
  runsDir: string;
  /** URL of the compiled host.js; without it, the one beside this file. */
  hostEntry?: URL;
  /** Milliseconds that a trainer has between SIGTERM and SIGKILL when its time is over. */
  timeoutGraceMs?: number;
}

const TIMEOUT_GRACE_MS = 5_000; // long enough for a checkpoint of about 10 MB
const HOST_FIRST_MS = 1_000; // a host ends its trainer itself; we do when it has not by then
const POLL_MS = 200; // an adopted process is not our child: nobody tells us when it ends

export class LocalExecutor implements Executor {
  readonly type = "local";
  readonly #spares: SparePool;
  readonly #oom = new OomWatch();
  readonly #graceMs: number;

  constructor({ runsDir, hostEntry, timeoutGraceMs = TIMEOUT_GRACE_MS }: LocalExecutorOptions) {
    const entry = hostEntry ?? new URL("./host.js", import.meta.url);
    this.#spares = new SparePool({ entry, logDir: join(runsDir, "spares") });
    this.#graceMs = timeoutGraceMs;
  }

  warm(program: Program, count: number): void {
    this.#spares.warm(kindOf(program), count);
  }

  async start(launch: Launch): Promise<Execution> {
    const host = await this.#spares.take(kindOf(launch.program));
    try {
      return this.#launch(host, launch);
    } catch (error) {
      await host.discard();
      const message = `could not start a run in ${launch.paths.dir}: ${messageOf(error)}`;
      throw new SweepError("environment", message, { cause: error });
    }
  }

  adopt(_runId: string, paths: RunPaths, identity: ProcessIdentity): Execution | null {
    if (liveness(identity) !== "alive") return null;
    const exited = pollExit(identity);
    const record = readProcessRecord(paths.process);
    const startedAt = record?.started_at ?? Date.now();
    const timeoutMs = record?.timeout_ms ?? null;
    return this.#follow({ identity, paths, exited, startedAt, timeoutMs });
  }

  async pause(paths: RunPaths, identity: ProcessIdentity): Promise<boolean> {
    if (liveness(identity) !== "alive") return false;
    return new Pausing(identity, paths).pause();
  }

  resume(paths: RunPaths, identity: ProcessIdentity): boolean {
    if (liveness(identity) !== "alive") return false;
    new Pausing(identity, paths).resume();
    return true;
  }

  async reap(paths: RunPaths): Promise<void> {
    const leader = readProcessRecord(paths.process)?.process;
    const isLeaderAlive = leader !== undefined && liveness(leader) === "alive";
    await killRemains({ runDir: paths.dir, leader: isLeaderAlive ? leader.pid : undefined });
    rmSync(paths.process, { force: true });
  }

  async close(): Promise<void> {
    await this.#spares.close();
  }

  #launch(host: HostProcess, { runId, paths, program, environment, timeoutMs }: Launch): Execution {
    for (const file of [paths.exit, paths.end, paths.system]) rmSync(file, { force: true });
    mkdirSync(paths.artifacts, { recursive: true });
    renameSync(host.log, paths.output);
    const identity = identify(host.pid);
    const startedAt = Date.now();
    const record: ProcessRecord = {
      ...{ process: identity, started_at: startedAt, timeout_ms: timeoutMs },
      ...{ paused_at: null, paused_ms: 0 },
    };
    writeJson(paths.process, record);
    const marked = { ...environment, ...runEnvironment(runId, paths) };
    const graceMs = this.#graceMs;
    host.launch({ type: "launch", program, environment: marked, paths, timeoutMs, graceMs });
    return this.#follow({ identity, paths, exited: host.exited, startedAt, timeoutMs });
  }

  #follow(attempt: AttemptUnderWay): Execution {
    const { startedAt, timeoutMs } = attempt;
    const endsAt = startedAt + (timeoutMs ?? 0) + this.#graceMs + HOST_FIRST_MS;
    const endAfterMs = timeoutMs === null ? null : endsAt - Date.now();
    return new LocalExecution({ ...attempt, endAfterMs, graceMs: this.#graceMs, oom: this.#oom });
  }
}

interface AttemptUnderWay {
  identity: ProcessIdentity;
  paths: RunPaths;
  exited: Promise<Exit>;
  startedAt: number;
  timeoutMs: number | null;
}

function kindOf(program: Program): SpareKind {
  return program.kind === "module" ? program.url : undefined;
}

function pollExit(identity: ProcessIdentity): Promise<Exit> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (liveness(identity) === "alive") return;
      clearInterval(timer);
      resolve({ code: null, signal: null });
    }, POLL_MS);
  });
}
