/**
 * One attempt of one run, from claim to recorded outcome. Invariants:
 *
 * 1. Every attempt that was claimed is ended in the store exactly once, whatever is thrown in between.
 * 2. The outcome is recorded only after the process is gone and its event file is drained.
 */
import type { ControlAnswer } from "../core/control.js";
import { Deferred } from "../core/deferred.js";
import { messageOf, SweepError } from "../core/errors.js";
import type { Outcome } from "../core/outcome.js";
import type { ProcessIdentity } from "../core/process-identity.js";
import type { RunRecord } from "../core/records.js";
import type { Execution, Executor, ProcessEnd } from "../executors/executor.js";
import { type EndRecord, writeEndRecord } from "../protocol/end-record.js";
import { type ExitReport, readExitReport } from "../protocol/exit-report.js";
import { readAttempt } from "../protocol/read-run-record.js";
import { foldEnvironment, type RunPaths, runEnvironment, runPaths } from "../protocol/run-paths.js";
import type { AttemptEnd, Store } from "../store/store.js";
import { classify, type StopCause } from "./classify.js";
import { drain, type FollowDeps, follow } from "./follow.js";
import { followedBy, recover } from "./recovery.js";
import { prepareRunFolder } from "./run-folder.js";
import { writtenAt } from "./run-history.js";
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

/** What following an attempt takes; starting one takes the whole plan. */
export type FollowPlan = Pick<SweepPlan, "sweep" | "timeoutMs">;

/** How an attempt ended and when: the trainer's own word where nobody watched it end. */
export interface DatedEnd extends AttemptEnd {
  endedAt: number;
}

export class Attempt {
  readonly #deps: AttemptDeps;
  readonly #plan: FollowPlan;
  readonly #paths: RunPaths;
  #run: RunRecord;
  #execution: Execution | null = null;
  #stopped: StopCause | null = null;
  /** Settled once it is known whether there is a process to follow. */
  readonly #launched = new Deferred<Execution | null>();

  constructor(run: RunRecord, plan: FollowPlan, deps: AttemptDeps) {
    this.#run = run;
    this.#plan = plan;
    this.#deps = deps;
    this.#paths = runPaths(deps.runsDir, run.id);
  }

  /** Does another orchestrator have the run in hand? Then we only wait for it. */
  get isElsewhere(): boolean {
    return this.#launched.isSettled && this.#execution === null;
  }

  get isPaused(): boolean {
    return this.#execution?.isPaused ?? false;
  }

  get runId(): string {
    return this.#run.id;
  }

  /** Claims a queued run and sees it through. @returns null when somebody else claimed it first. */
  async start(plan: SweepPlan): Promise<DatedEnd | null> {
    const { store, now } = this.#deps;
    if (!store.claimRun(this.runId, now())) return this.#leave(null);
    this.#reload();
    try {
      this.#execution = await this.#launch(plan);
    } catch (error) {
      this.#leave(null);
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
  async takeUp(): Promise<DatedEnd | null> {
    const found = await recover(this.#run, this.#plan.sweep.name, this.#deps);
    switch (found.type) {
      case "shared":
        this.#leave(null);
        await this.#waitForOther();
        return null;
      case "adopted":
        this.#execution = found.execution;
        return this.#seeThrough(found.execution, true);
      case "gone":
        return this.#leave(await this.#conclude());
    }
  }

  /** Asks the process to stop; the attempt then ends with this cause, unless it had finished already. */
  stop(cause: StopCause, graceMs: number): void {
    this.#stopped ??= cause;
    void this.#execution?.stop(graceMs); // `ended`, which start() awaits, resolves with it
  }

  /** Resolves once its processes stand still; that time does not count towards its timeout. */
  async pause(): Promise<ControlAnswer> {
    const execution = await this.#launched.promise;
    if (execution === null) return { type: "not-mine" };
    if (this.#stopped) return this.#refuse("is being stopped");
    if (execution.isPaused) return this.#refuse("is paused already");
    if (!(await execution.pause())) return this.#refuse("has just ended, or is being stopped");
    return this.#pausedOrResumed("paused", this.#deps.store.pauseRun(this.runId, this.#deps.now()));
  }

  /** Lets a paused run go on. */
  async resume(): Promise<ControlAnswer> {
    const execution = await this.#launched.promise;
    if (execution === null) return { type: "not-mine" };
    if (!execution.isPaused) return this.#refuse("is not paused");
    execution.resume();
    return this.#pausedOrResumed(
      "resumed",
      this.#deps.store.resumeRun(this.runId, this.#deps.now()),
    );
  }

  #pausedOrResumed(type: "paused" | "resumed", changed: boolean): ControlAnswer {
    if (!changed) return this.#refuse("has just ended");
    this.#reload();
    this.#deps.emit({ type, run: this.#run });
    return { type: "done", runs: [this.runId] };
  }

  #refuse(why: string): ControlAnswer {
    return { type: "refused", message: `run ${this.runId} ${why}` };
  }

  /** There is no process to follow. */
  #leave<End>(end: End): End {
    this.#launched.resolve(null);
    return end;
  }

  async #launch(plan: SweepPlan): Promise<Execution> {
    const { executor } = this.#deps;
    const { environment } = plan;
    await prepareRunFolder(this.#paths, { config: configOf(plan, this.#run), environment });
    return executor.start({
      runId: this.runId,
      paths: this.#paths,
      program: plan.programOf(this.#run),
      environment: {
        ...runEnvironment(this.runId, this.#paths),
        ...foldEnvironment(this.#run.definition.fold),
      },
      timeoutMs: plan.timeoutMs,
    });
  }

  async #seeThrough(execution: Execution, adopted: boolean): Promise<DatedEnd> {
    this.#deps.store.setRunProcess(this.runId, execution.identity, this.#deps.now());
    this.#reload();
    this.#deps.emit({ type: "started", run: this.#run, adopted });
    this.#launched.resolve(execution);
    if (this.#stopped)
      void execution.stop(STOP_GRACE_MS); // stop() came while it was starting
    else if (execution.isPaused || this.#run.pausedAt !== null) this.#wake(execution); // by an earlier orchestrator
    const end = await follow(this.#run, execution, this.#paths, this.#followDeps());
    return this.#note({ ...this.#endOf(end), endedAt: this.#deps.now() });
  }

  #wake(execution: Execution): void {
    execution.resume();
    this.#pausedOrResumed("resumed", this.#deps.store.resumeRun(this.runId, this.#deps.now()));
  }

  /** The process was gone before we came: what it left says how it ended. */
  async #conclude(): Promise<DatedEnd> {
    const hasBegun = readAttempt(this.#paths.config) === this.#run.attempt; // else the folder is an earlier attempt's
    if (hasBegun) await drain(this.#run, this.#paths, this.#followDeps());
    const report = hasBegun ? readExitReport(this.#paths.exit) : null;
    const end = this.#endOf({ report, code: null, signal: null, outOfMemory: false });
    const dated = { ...end, endedAt: this.#endedBefore(report) };
    return hasBegun ? this.#note(dated) : dated;
  }

  /** Leaves word of it in the folder before the store is told: should that be lost, the folder says the same. */
  #note(end: DatedEnd): DatedEnd {
    const run = this.#deps.store.getRun(this.runId) ?? this.#run; // it may have been paused and resumed since
    const { attempt, startedAt, pausedAt, pausedMs } = run;
    const { endedAt, outcome, maxRssBytes, cpuSeconds } = end;
    const record: EndRecord = {
      ...{ attempt, outcome, max_rss_bytes: maxRssBytes, cpu_seconds: cpuSeconds },
      ...{ started_at: startedAt ?? endedAt, ended_at: endedAt },
      paused_ms: pausedMs + (pausedAt === null ? 0 : endedAt - pausedAt),
    };
    try {
      writeEndRecord(this.#paths.end, record);
    } catch (error) {
      const message = `${this.#paths.end}: ${messageOf(error)}`; // the store still has it
      this.#deps.emit({ type: "warning", runId: this.runId, message });
    }
    return end;
  }

  /** By its exit.json, else when it last wrote something; never before the run's own times, nor in the future. */
  #endedBefore(report: ExitReport | null): number {
    const { startedAt, pausedAt } = this.#run;
    const told = report ? [report.ended_at] : writtenAt(this.#paths);
    return Math.min(this.#deps.now(), Math.max(startedAt ?? 0, pausedAt ?? 0, ...told));
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
      onProblem: (message) => emit({ type: "warning", runId, message }),
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
