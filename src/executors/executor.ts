import type { z } from "zod";
import type { ProcessIdentity } from "../core/process-identity.js";
import type { ExitReport } from "../protocol/exit-report.js";
import type { Program } from "../protocol/host-messages.js";
import type { RunPaths } from "../protocol/run-paths.js";

/** Everything that starts one attempt of a run. The run's folder and config.json exist already. */
export interface Launch {
  runId: string;
  paths: RunPaths;
  program: Program;
  /** Added to the process's environment. */
  environment: Record<string, string>;
  /** Milliseconds after which the executor ends the attempt by the stop ladder, or null: no limit. */
  timeoutMs: number | null;
}

/** How the process ended, as far as anyone saw. */
export interface ProcessEnd {
  /** What the host wrote; null when it was killed before it could, unless for its timeout: then it says so. */
  report: ExitReport | null;
  /** How the host itself ended, where we are its parent. */
  code: number | null;
  signal: string | null;
  /** True when a SIGKILL ended it that the kernel's out-of-memory killer is known to have sent. */
  outOfMemory: boolean;
}

/** A started attempt. */
export interface Execution {
  readonly identity: ProcessIdentity;
  /** Resolves once the process and all its descendants are gone and its output is complete; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /**
   * The stop ladder, for a paused attempt, too: SIGTERM to the process group, `graceMs`, SIGKILL to the group and to strays that left it.
   * Resolves as `ended` does; calling it again with a shorter grace hastens it.
   */
  stop(graceMs: number): Promise<ProcessEnd>;
  /** Was it paused, by this orchestrator or an earlier one, and has not been resumed? */
  readonly isPaused: boolean;
  /**
   * Stops its processes until `resume`, or `stop`; that time does not count towards the timeout. Resolves once all of them
   * stand still, with false when it has ended. @throws SweepError("environment") where that cannot be done.
   */
  pause(): Promise<boolean>;
  /** Lets a paused attempt go on. */
  resume(): void;
}

/** Starts runs somewhere. */
export interface Executor {
  readonly type: string;
  /** Keeps `count` spare processes that have this program's imports done; 0 ends them. */
  warm(program: Program, count: number): void;
  /** The run's `artifacts` is made where it is missing. @throws SweepError("environment") when no process can be started. */
  start(launch: Launch): Promise<Execution>;
  /** Takes over a process that an earlier orchestrator started; null when it is not alive any more. */
  adopt(runId: string, paths: RunPaths, identity: ProcessIdentity): Execution | null;
  /** As `Execution.pause` and `resume`, for an attempt that nobody follows; false when it has ended. */
  pause(paths: RunPaths, identity: ProcessIdentity): Promise<boolean>;
  resume(paths: RunPaths, identity: ProcessIdentity): boolean;
  /**
   * Kills what an attempt left that cannot be adopted: processes that are marked with this run's folder, and its leader where
   * the orchestrator died before it stored the identity.
   */
  reap(paths: RunPaths): Promise<void>;
  /** Ends the spares; executions that are under way go on. */
  close(): Promise<void>;
}

/** A kind of executor, by name. */
export interface ExecutorDescriptor<Options = unknown> {
  type: string;
  options: z.ZodType<Options>;
  create(options: Options, deps: { runsDir: string }): Executor;
}
