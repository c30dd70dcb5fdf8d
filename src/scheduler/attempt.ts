/**
 * One attempt of one run, from claim to recorded outcome. Invariants:
 *
 * 1. Every attempt that was claimed is ended in the store exactly once, whatever is thrown in between.
 * 2. The outcome is recorded only after the process is gone and its event file is drained.
 */
import { messageOf, SweepError } from "../core/errors.js";
import type { Outcome } from "../core/outcome.js";
import type { ProcessIdentity } from "../core/process-identity.js";
import type { RunRecord } from "../core/records.js";
import type { Execution, Executor, ProcessEnd } from "../executors/executor.js";
import { readExitReport } from "../protocol/exit-report.js";
import { type RunPaths, runEnvironment, runPaths } from "../protocol/run-paths.js";
import type { AttemptEnd, Store } from "../store/store.js";
import { classify, type StopCause } from "./classify.js";
import { drain, type FollowDeps, follow } from "./follow.js";
import { followedBy, recover } from "./recovery.js";
import { prepareRunFolder } from "./run-folder.js";
import type { SchedulerEvent } from "./scheduler-events.js";
import { configOf, type SweepPlan } from "./sweep-plan.js";

export interface AttemptDeps {
  store: Store;
  executor: Executor;
  runsDir: string;
  isAlive(identity: ProcessIdentity): boolean;
  emit(event: SchedulerEvent): void;
  now(): number;
}

export const STOP_GRACE_MS = 5_000; // long enough for a checkpoint of about 10 MB
const SHARED_POLL_MS = 500; // another orchestrator's run: nobody watches us closely here

export class Attempt {
  readonly #deps: AttemptDeps;
  readonly #plan: SweepPlan;
  readonly #paths: RunPaths;
  #run: RunRecord;
  #execution: Execution | null = null;
  #stopped: StopCause | null = null;

  constructor(run: RunRecord, plan: SweepPlan, deps: AttemptDeps) {
    this.#run = run;
    this.#plan = plan;
    this.#deps = deps;
    this.#paths = runPaths(deps.runsDir, run.id);
  }

  get runId(): string {
    return this.#run.id;
  }

  /** Claims a queued run and sees it through. @returns null when somebody else claimed it first. */
  async start(): Promise<AttemptEnd | null> {
    const { store, now } = this.#deps;
    if (!store.claimRun(this.runId, now())) return null;
    this.#reload();
    try {
      this.#execution = await this.#launch();
    } catch (error) {
      store.requeueRun(
        this.runId,
        endOf({ type: "not-started", message: messageOf(error) }),
        now(),
      );
      throw error;
    }
    return this.#seeThrough(this.#execution, false);
  }

  /** Takes up a run that the store holds as running. @returns null when another orchestrator has ended it. */
  async resume(): Promise<AttemptEnd | null> {
    const found = await recover(this.#run, this.#plan.sweep.name, this.#deps);
    switch (found.type) {
      case "shared":
        await this.#waitForOther();
        return null;
      case "adopted":
        this.#execution = found.execution;
        return this.#seeThrough(found.execution, true);
      case "gone":
        return this.#conclude();
    }
  }

  /** Asks the process to stop; the attempt then ends with this cause, unless it had finished already. */
  stop(cause: StopCause, graceMs: number): void {
    this.#stopped ??= cause;
    void this.#execution?.stop(graceMs); // `ended`, which start() awaits, resolves with it
  }

  async #launch(): Promise<Execution> {
    const { executor } = this.#deps;
    const { environment } = this.#plan;
    await prepareRunFolder(this.#paths, { config: configOf(this.#plan, this.#run), environment });
    return executor.start({
      runId: this.runId,
      paths: this.#paths,
      program: this.#plan.programOf(this.#run),
      environment: { ...runEnvironment(this.runId, this.#paths) },
      timeoutMs: this.#plan.timeoutMs,
    });
  }

  async #seeThrough(execution: Execution, adopted: boolean): Promise<AttemptEnd> {
    this.#deps.store.setRunProcess(this.runId, execution.identity, this.#deps.now());
    this.#reload();
    this.#deps.emit({ type: "started", run: this.#run, adopted });
    if (this.#stopped) void execution.stop(STOP_GRACE_MS); // stop() came while it was starting
    return this.#endOf(await follow(this.#run, execution, this.#paths, this.#followDeps()));
  }

  /** The process was gone before we came: what it left says how it ended. */
  async #conclude(): Promise<AttemptEnd> {
    await drain(this.#run, this.#paths, this.#followDeps());
    const report = readExitReport(this.#paths.exit);
    return this.#endOf({ report, code: null, signal: null, outOfMemory: false });
  }

  #endOf(end: ProcessEnd): AttemptEnd {
    const outcome = classify(end, this.#stopped, this.#plan.timeoutMs);
    return {
      outcome,
      maxRssBytes: end.report?.max_rss_bytes ?? null,
      cpuSeconds: end.report?.cpu_seconds ?? null,
    };
  }

  #followDeps(): FollowDeps {
    const { store, now, emit } = this.#deps;
    const { runId } = this;
    return {
      store,
      now,
      onMetrics: (points) => emit({ type: "metrics", runId, points }),
      onProgress: (progress) => emit({ type: "progress", runId, progress }),
      onProblem: (message) =>
        emit({ type: "warning", runId, message: `${this.#paths.events}: ${message}` }),
    };
  }

  /** Until the run is no longer running, its other orchestrator is gone, or we are told to stop. */
  async #waitForOther(): Promise<void> {
    const { store } = this.#deps;
    const isTheirs = () =>
      this.#stopped === null &&
      store.getRun(this.runId)?.state === "running" &&
      followedBy(this.#run, this.#plan.sweep.name, this.#deps) !== null;
    while (isTheirs()) await new Promise((resolve) => setTimeout(resolve, SHARED_POLL_MS));
  }

  #reload(): void {
    const run = this.#deps.store.getRun(this.runId);
    if (run === null)
      throw new SweepError("not-found", `run ${this.runId} is no longer in the store`);
    this.#run = run;
  }
}

function endOf(outcome: Outcome): AttemptEnd {
  return { outcome, maxRssBytes: null, cpuSeconds: null };
}
