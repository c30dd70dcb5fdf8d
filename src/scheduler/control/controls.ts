/** What a living orchestrator does when it is asked to stop, pause, resume or retry. */
import { assertNever } from "../../core/assert-never.js";
import type { ControlAnswer } from "../../core/control.js";
import type { ControlRequest, RunRecord } from "../../core/records.js";
import { type Attempt, type AttemptDeps, STOP_GRACE_MS } from "../attempt.js";
import type { StopMode } from "../scheduler-events.js";

/** The orchestrator, as far as it can be controlled. */
export interface Controllable {
  readonly sweepName: string;
  readonly attempts: ReadonlySet<Attempt>;
  readonly stopping: StopMode | null;
  readonly isPaused: boolean;
  stopForUser(mode: StopMode): void;
  /** While paused it starts no new runs. */
  setPaused(isPaused: boolean): void;
  /** Takes a queued run out of the queue. @returns false when it is not in it. */
  withdraw(runId: string): boolean;
  /** Puts a failed or cancelled run of this sweep into the queue. */
  requeue(run: RunRecord): void;
  /** Is it one of the sweep's runs? */
  hasRun(runId: string): boolean;
}

export class Controls {
  readonly #target: Controllable;
  readonly #deps: AttemptDeps;

  constructor(target: Controllable, deps: AttemptDeps) {
    this.#target = target;
    this.#deps = deps;
  }

  async handle({ action, runId }: ControlRequest): Promise<ControlAnswer> {
    switch (action) {
      case "drain":
        return this.#stopSweep("drain");
      case "stop":
        return runId === null ? this.#stopSweep("now") : this.#stopRun(runId);
      case "pause":
        return runId === null ? this.#pauseSweep() : this.#onAttempt(runId, (one) => one.pause());
      case "resume":
        return runId === null ? this.#resumeSweep() : this.#onAttempt(runId, (one) => one.resume());
      case "retry":
        return runId === null ? refused("expected a run to retry") : this.#retry(runId);
      default:
        return assertNever(action);
    }
  }

  #stopSweep(mode: StopMode): ControlAnswer {
    const { stopping, sweepName } = this.#target;
    if (stopping === mode || stopping === "now")
      return refused(`${sweepName} is being stopped already`);
    const runs = this.#running().map((attempt) => attempt.runId);
    this.#target.stopForUser(mode);
    return { type: "done", runs };
  }

  #stopRun(runId: string): ControlAnswer {
    const attempt = this.#attemptOf(runId);
    if (attempt) {
      attempt.stop({ type: "cancelled", by: "user" }, STOP_GRACE_MS);
      return { type: "done", runs: [runId] };
    }
    return this.#target.withdraw(runId) ? { type: "done", runs: [runId] } : { type: "not-mine" };
  }

  async #pauseSweep(): Promise<ControlAnswer> {
    const { stopping, isPaused, sweepName } = this.#target;
    if (stopping !== null) return refused(`${sweepName} is being stopped`);
    const moving = this.#running().filter((attempt) => !attempt.isPaused);
    if (isPaused && moving.length === 0) return refused(`${sweepName} is paused already`);
    this.#target.setPaused(true);
    return together(await Promise.all(moving.map((attempt) => attempt.pause())));
  }

  async #resumeSweep(): Promise<ControlAnswer> {
    const paused = this.#running().filter((attempt) => attempt.isPaused);
    if (!this.#target.isPaused && paused.length === 0)
      return refused(`${this.#target.sweepName} is not paused`);
    this.#target.setPaused(false);
    return together(await Promise.all(paused.map((attempt) => attempt.resume())));
  }

  #onAttempt(
    runId: string,
    act: (attempt: Attempt) => Promise<ControlAnswer>,
  ): Promise<ControlAnswer> | ControlAnswer {
    const attempt = this.#attemptOf(runId);
    return attempt ? act(attempt) : { type: "not-mine" };
  }

  #retry(runId: string): ControlAnswer {
    const run = this.#deps.store.getRun(runId);
    if (run === null || !this.#target.hasRun(runId)) return { type: "not-mine" };
    if (run.state !== "failed" && run.state !== "cancelled")
      return refused(`run ${runId} is ${run.state} already`);
    if (this.#target.stopping !== null)
      return refused(`${this.#target.sweepName} is being stopped`);
    this.#target.requeue(run);
    return { type: "done", runs: [runId] };
  }

  #running(): Attempt[] {
    return [...this.#target.attempts].filter((attempt) => !attempt.isElsewhere);
  }

  #attemptOf(runId: string): Attempt | undefined {
    return this.#running().find((attempt) => attempt.runId === runId);
  }
}

/** One answer for all runs of a sweep: those that ended meanwhile are left out. */
function together(answers: readonly ControlAnswer[]): ControlAnswer {
  return { type: "done", runs: answers.flatMap((one) => (one.type === "done" ? one.runs : [])) };
}

function refused(message: string): ControlAnswer {
  return { type: "refused", message };
}
