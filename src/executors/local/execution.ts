import { rmSync } from "node:fs";
import type { ProcessIdentity } from "../../core/process-identity.js";
import { type ExitReport, readExitReport } from "../../protocol/exit-report.js";
import type { RunPaths } from "../../protocol/run-paths.js";
import type { Execution, ProcessEnd } from "../executor.js";
import { startDeadline } from "./deadline.js";
import type { Exit } from "./host-process.js";
import type { OomWatch } from "./oom.js";
import { Pausing } from "./pausing.js";
import { killRemains, type RunProcesses, StopLadder } from "./terminate.js";

export interface ExecutionOptions {
  identity: ProcessIdentity;
  paths: RunPaths;
  /** Resolves when the leader has ended. */
  exited: Promise<Exit>;
  /** Milliseconds since 1970. */
  startedAt: number;
  /**
   * Milliseconds from now, and pauses on top of that, after which we end the attempt, should the host not have done so;
   * null: never.
   */
  endAfterMs: number | null;
  graceMs: number;
  oom: OomWatch;
}

/** An attempt under way, started by us or adopted. */
export class LocalExecution implements Execution {
  readonly identity: ProcessIdentity;
  readonly ended: Promise<ProcessEnd>;
  readonly #options: ExecutionOptions;
  readonly #processes: RunProcesses;
  readonly #ladder: StopLadder;
  readonly #pausing: Pausing;
  readonly #oomKillsBefore: number;
  #timedOut = false;

  constructor(options: ExecutionOptions) {
    this.#options = options;
    this.identity = options.identity;
    this.#processes = { leader: options.identity.pid, runDir: options.paths.dir };
    this.#ladder = new StopLadder(this.#processes);
    this.#pausing = new Pausing(options.identity, options.paths);
    this.#oomKillsBefore = options.oom.total;
    this.ended = this.#seeThrough();
  }

  stop(graceMs: number): Promise<ProcessEnd> {
    this.#ladder.climb(graceMs);
    if (this.isPaused) this.resume(); // it meets the SIGTERM that waits for it before anything else
    return this.ended;
  }

  get isPaused(): boolean {
    return this.#pausing.isPaused;
  }

  pause(): Promise<boolean> {
    return this.#pausing.pause();
  }

  resume(): void {
    this.#pausing.resume();
  }

  async #seeThrough(): Promise<ProcessEnd> {
    const callOff = this.#startDeadline();
    const exit = await this.#options.exited;
    callOff();
    this.#ladder.done();
    await killRemains(this.#processes);
    const { paths } = this.#options;
    const report = this.#withTimeout(readExitReport(paths.exit)) ?? this.#reportOfTimeout(exit);
    rmSync(paths.process, { force: true });
    return { report, ...exit, outOfMemory: this.#wasOutOfMemory(exit, report) };
  }

  #startDeadline(): () => void {
    const { endAfterMs, graceMs } = this.#options;
    if (endAfterMs === null) return () => {};
    const expire = () => {
      this.#timedOut = true;
      this.#ladder.climb(graceMs);
    };
    return startDeadline(endAfterMs, expire, () => this.#pausing.totalMs);
  }

  /** A host that we were faster than, because it was not scheduled in time, does not know what ended its trainer. */
  #withTimeout(report: ExitReport | null): ExitReport | null {
    return report && { ...report, timed_out: report.timed_out || this.#timedOut };
  }

  /** Stands for the host's report where we had to end it for running too long. */
  #reportOfTimeout({ code, signal }: Exit): ExitReport | null {
    if (!this.#timedOut) return null;
    return {
      code,
      signal,
      not_started: false,
      timed_out: true,
      started_at: this.#options.startedAt,
      ended_at: Date.now(),
      max_rss_bytes: null,
      cpu_seconds: null,
    };
  }

  /** Did it end by a SIGKILL that was not ours, and has the kernel counted a kill that explains it? */
  #wasOutOfMemory(exit: Exit, report: ExitReport | null): boolean {
    if (this.#ladder.killed || report?.timed_out) return false;
    const wasKilled = report === null ? diedSilently(exit) : report.signal === "SIGKILL";
    return wasKilled && this.#options.oom.explains(this.#oomKillsBefore);
  }
}

/** Without a report: killed, as far as we know (the end of an adopted process is not told). */
function diedSilently({ code, signal }: Exit): boolean {
  return code === null && (signal === null || signal === "SIGKILL");
}
