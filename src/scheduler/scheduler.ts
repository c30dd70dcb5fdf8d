/**
 * Brings a sweep to the state that its experiment desires. Invariants:
 *
 * 1. The database is the truth about the queue; p-queue only limits how many runs go on at once.
 * 2. A run is trained only by whoever claimed it (queued → running), and a finished run never again.
 * 3. Whatever a run's process does (crash, hang, flood, vanish) ends as an outcome of that run and touches no other.
 * 4. `run()` settles only when no process that it follows is left.
 * 5. A paused sweep starts nothing; stopping it, either way, ends the pause, so that what was stopped for a while can end.
 */
import PQueue from "p-queue";
import { messageOf } from "../core/errors.js";
import { describeOutcome, type Outcome } from "../core/outcome.js";
import type { RunRecord } from "../core/records.js";
import { hasEnded } from "../core/run-state.js";
import { Attempt, type AttemptDeps, type DatedEnd, STOP_GRACE_MS } from "./attempt.js";
import { endStateOf, type StopCause } from "./classify.js";
import { type Controllable, Controls } from "./control/controls.js";
import { RequestDesk } from "./control/request-desk.js";
import type { StopMode, SweepResult } from "./scheduler-events.js";
import type { SweepPlan } from "./sweep-plan.js";

export interface StopOptions {
  /** Milliseconds that a run has between SIGTERM and SIGKILL. */
  graceMs?: number;
  by?: StopCause["by"];
}

const HEARTBEAT_MS = 5_000; // one small UPDATE; fine enough to see when a run was last followed
const RECOVERED_FIRST = 1; // runs that already use the cores come before queued ones

export class Scheduler implements Controllable {
  readonly #plan: SweepPlan;
  readonly #deps: AttemptDeps;
  readonly #queue: PQueue;
  readonly attempts = new Set<Attempt>();
  /** Ids of runs that wait in the queue. */
  readonly #waiting = new Set<string>();
  readonly #retriesLeft = new Map<string, number>();
  /** Ids of runs that somebody asked to be retried meanwhile. */
  readonly #asked = new Set<string>();
  readonly #desk: RequestDesk;
  #stopping: StopMode | null = null;
  #fatal: { error: unknown } | null = null;

  constructor(plan: SweepPlan, deps: AttemptDeps) {
    this.#plan = plan;
    this.#deps = deps;
    this.#queue = new PQueue({ concurrency: plan.concurrency });
    const controls = new Controls(this, deps);
    this.#desk = new RequestDesk({
      store: deps.store,
      sweepId: plan.sweep.id,
      handle: (request) => controls.handle(request),
      onProblem: (message) => deps.emit({ type: "warning", runId: null, message }),
    });
  }

  /**
   * Runs whatever is missing. One failed run does not end the sweep.
   * @throws what made going on impossible (no process can be started, the disk is full), once every run is settled.
   */
  async run(): Promise<SweepResult> {
    const cached = this.#enqueueAll();
    const heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#desk.open();
    try {
      do await this.#queue.onIdle();
      while (this.#queue.pending + this.#queue.size > 0); // a run was queued again in that very moment
    } finally {
      this.#desk.close();
      clearInterval(heartbeat);
      await this.#deps.executor.close();
    }
    if (this.#fatal) throw this.#fatal.error;
    const result = this.#result(cached);
    this.#deps.emit({ type: "done", result });
    return result;
  }

  /** `drain`: what runs may finish, nothing new starts. `now`: what runs is stopped, too. */
  stop(mode: StopMode, { graceMs = STOP_GRACE_MS, by = "shutdown" }: StopOptions = {}): void {
    const queued = this.#waiting.size;
    this.#startNoMore(mode);
    this.#deps.emit({ type: "stopping", mode, running: this.attempts.size, queued });
    for (const attempt of this.attempts) {
      if (mode === "now") attempt.stop({ type: "cancelled", by }, graceMs);
      else if (attempt.isPaused) void attempt.resume();
    }
    this.setPaused(false);
  }

  get sweepName(): string {
    return this.#plan.sweep.name;
  }

  get stopping(): StopMode | null {
    return this.#stopping;
  }

  get isPaused(): boolean {
    return this.#queue.isPaused;
  }

  stopForUser(mode: StopMode): void {
    this.stop(mode, { by: "user" });
  }

  setPaused(isPaused: boolean): void {
    if (isPaused === this.isPaused) return;
    const { store, emit, now } = this.#deps;
    store.setSweepPaused(this.#plan.sweep.id, isPaused ? now() : null, now());
    if (isPaused) this.#queue.pause();
    else this.#queue.start();
    emit({ type: isPaused ? "sweep-paused" : "sweep-resumed" });
  }

  withdraw(runId: string): boolean {
    const { store, emit, now } = this.#deps;
    if (!this.#waiting.has(runId) || !store.withdrawRun(runId, now())) return false;
    this.#waiting.delete(runId);
    const run = store.getRun(runId);
    if (run) emit({ type: "ended", run, retrying: false });
    return true;
  }

  hasRun(runId: string): boolean {
    return this.#deps.store.sweepsOf(runId).includes(this.sweepName);
  }

  requeue({ id }: RunRecord): void {
    const { store, emit, now } = this.#deps;
    if (!store.reopenRun(id, now())) return;
    const run = store.getRun(id);
    if (run === null) return;
    this.#retriesLeft.delete(id);
    this.#asked.add(id);
    emit({ type: "requeued", run });
    this.#enqueue(run);
    this.#warmSpares();
  }

  /** @returns how many runs were finished before. */
  #enqueueAll(): number {
    const { store, emit, now } = this.#deps;
    const { sweep } = this.#plan;
    store.setSweepRuns(sweep.id, this.#plan.runs, now());
    const all = store.listSweepRuns(sweep.id, { all: true });
    const runs = store.listSweepRuns(sweep.id);
    const cached = runs.filter(({ state }) => state === "finished").length;
    emit({
      type: "planned",
      sweep,
      runs,
      cached,
      earlier: all.length - runs.length,
      concurrency: this.#plan.concurrency,
    });
    if (sweep.pausedAt !== null) store.setSweepPaused(sweep.id, null, now()); // of an orchestrator that is gone
    for (const run of runs) if (this.#isWanted(run)) this.#enqueue(run);
    this.#propose();
    this.#warmSpares();
    return cached;
  }

  #isWanted({ id, state }: RunRecord): boolean {
    const { only } = this.#plan;
    return only === null || only.has(id) || state === "running";
  }

  #enqueue(run: RunRecord): void {
    if (run.state !== "finished") this.#waiting.add(run.id);
    switch (run.state) {
      case "finished":
        return;
      case "running":
        void this.#queue.add(() => this.#perform(run, "resume"), { priority: RECOVERED_FIRST });
        return;
      case "failed":
      case "cancelled":
        this.#deps.store.reopenRun(run.id, this.#deps.now());
        break;
      case "queued":
        break;
    }
    void this.#queue.add(() => this.#perform(run, "start"));
  }

  /** Never rejects: an error that is not the run's own ends the sweep. */
  async #perform(run: RunRecord, how: "start" | "resume"): Promise<void> {
    if (!this.#waiting.delete(run.id)) return; // it was withdrawn
    const attempt = new Attempt(run, this.#plan, this.#deps);
    this.attempts.add(attempt);
    try {
      const end = how === "start" ? await attempt.start(this.#plan) : await attempt.takeUp();
      if (end) this.#settle(run.id, end);
      else this.#followUp(run.id);
    } catch (error) {
      this.#fatal ??= { error };
      this.#giveUp(messageOf(error));
    } finally {
      this.attempts.delete(attempt);
    }
    this.#propose();
    this.#warmSpares();
  }

  #settle(runId: string, { endedAt, ...end }: DatedEnd): void {
    const { store, emit } = this.#deps;
    const retrying = this.#shouldRetry(runId, end.outcome);
    if (retrying) store.requeueRun(runId, end, endedAt);
    else store.endRun(runId, endStateOf(end.outcome), end, endedAt);
    const run = store.getRun(runId);
    if (run === null) return;
    emit({ type: "ended", run, retrying });
    if (retrying && this.#stopping === null) this.#enqueue(run);
    if (end.outcome.type === "not-started") this.#giveUp(describeOutcome(end.outcome)); // the next one would not start either
  }

  /** What runs may finish: for a reason of the machine's, not because somebody asked for it. */
  #giveUp(reason: string): void {
    if (this.#stopping !== null) return;
    const message = `no more runs are started: ${reason}`;
    if (this.#queue.size > 0) this.#deps.emit({ type: "warning", runId: null, message });
    this.#startNoMore("drain");
  }

  #startNoMore(mode: StopMode): void {
    this.#stopping = mode;
    this.#queue.clear();
    this.#waiting.clear();
  }

  /** Another orchestrator had the run: train it after all if it gave it up. */
  #followUp(runId: string): void {
    const run = this.#deps.store.getRun(runId);
    if (run === null) return;
    if (hasEnded(run.state)) this.#deps.emit({ type: "ended", run, retrying: false });
    else if (this.#stopping === null) this.#enqueue(run);
  }

  #shouldRetry(runId: string, outcome: Outcome): boolean {
    if (outcome.type === "lost") return true; // nobody's fault: it was killed together with its orchestrator
    if (["finished", "cancelled", "not-started"].includes(outcome.type)) return false;
    const left = this.#retriesLeft.get(runId) ?? this.#plan.retries;
    this.#retriesLeft.set(runId, left - 1);
    return left > 0;
  }

  #propose(): void {
    const { propose, sweep, concurrency } = this.#plan;
    while (
      propose &&
      this.#stopping === null &&
      this.#waiting.size + this.attempts.size < concurrency
    ) {
      const known = this.#deps.store.listSweepRuns(sweep.id);
      const next = propose(known);
      if (next === null) return;
      this.#plan.runs.push(next);
      this.#deps.store.setSweepRuns(sweep.id, this.#plan.runs, this.#deps.now());
      const run = this.#deps.store.getRun(next.id);
      if (run === null || known.some(({ id }) => id === run.id)) return;
      this.#deps.emit({ type: "proposed", run });
      this.#enqueue(run);
    }
  }

  #warmSpares(): void {
    const { spareProgram, concurrency } = this.#plan;
    if (spareProgram === null) return;
    const wanted = this.#stopping === null ? Math.min(this.#queue.size, concurrency) : 0;
    this.#deps.executor.warm(spareProgram, wanted);
  }

  #beat(): void {
    this.#deps.store.heartbeat(
      [...this.attempts].map(({ runId }) => runId),
      this.#deps.now(),
    );
  }

  #result(cached: number): SweepResult {
    const { only, sweep } = this.#plan;
    const runs = this.#deps.store.listSweepRuns(sweep.id);
    const own = runs.filter(({ id }) => only === null || only.has(id) || this.#asked.has(id));
    const states = own.map(({ state }) => state);
    const count = (state: string) => states.filter((each) => each === state).length;
    return {
      finished: count("finished"),
      failed: count("failed"),
      cancelled: count("cancelled"),
      queued: count("queued"),
      cached,
    };
  }
}
