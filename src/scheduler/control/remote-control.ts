/**
 * Stops, pauses, resumes and retries from outside the orchestrator. Invariants:
 *
 * 1. Where an orchestrator lives, it alone acts: it is asked, and its answer is the result.
 * 2. Where none lives, or it ends before it answers, the caller's process acts itself.
 */

import type { ControlAction, ControlAnswer } from "../../core/control.js";
import { SweepError } from "../../core/errors.js";
import type { ProcessIdentity } from "../../core/process-identity.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import { hasEnded } from "../../core/run-state.js";
import {
  isGone,
  type OrphanDeps,
  pauseOrphan,
  resumeOrphan,
  settleOrphans,
  stopOrphans,
} from "./orphans.js";

export interface ControlReport {
  /** Ids of the runs that it was about. */
  runs: string[];
  /** Who acted. */
  by: "orchestrator" | "caller";
}

export interface RetryReport {
  /** Ids of the runs that living orchestrators have taken up. */
  taken: string[];
  /** The others: somebody has to orchestrate them. */
  left: RunRecord[];
}

export interface SettleReport {
  /** Ids of the lost runs that turned out to have finished. */
  finished: string[];
  /** All others, as they are now. */
  open: RunRecord[];
}

const LOOK_MS = 20; // at the store, for an answer: one look-up by number
const PATIENCE_MS = 15_000; // an orchestrator answers within a fraction of a second, unless it is itself stopped

export class RemoteControl {
  readonly #deps: OrphanDeps;

  constructor(deps: OrphanDeps) {
    this.#deps = deps;
  }

  /** Nothing new is started, what runs may finish. @throws SweepError("conflict") when nobody is at work on the sweep. */
  async drainSweep(sweep: SweepRecord): Promise<ControlReport> {
    const report = await this.#ask(sweep, null, "drain");
    if (report) return report;
    const running = this.#running(sweep).length;
    throw conflict(
      running === 0
        ? `${sweep.name} is not being run: there is nothing to stop`
        : `${sweep.name} has no orchestrator that could start more; ${running} of its runs go on without one: --now stops them`,
    );
  }

  /** What runs is stopped, and nothing new is started. Resolves when nothing of it is left. */
  async stopSweep(sweep: SweepRecord): Promise<ControlReport> {
    const report = await this.#ask(sweep, null, "stop");
    if (report) {
      await this.#until(() => this.#ownerOf(sweep) === null);
      return report;
    }
    const running = this.#running(sweep);
    if (running.length === 0)
      throw conflict(`${sweep.name} is not being run: there is nothing to stop`);
    await stopOrphans(sweep, running, this.#deps);
    return { runs: running.map(({ id }) => id), by: "caller" };
  }

  /** Cancels one run, whether it waits or runs. Resolves when it has ended. */
  async stopRun({ id }: RunRecord): Promise<ControlReport> {
    const run = this.#reload(id);
    if (hasEnded(run.state))
      throw conflict(`run ${id} is ${run.state} already: there is nothing to stop`);
    const report = await this.#askAbout(run, "stop");
    if (report) {
      await this.#until(() => this.#reload(id).state !== "running");
      return report;
    }
    const { store, now } = this.#deps;
    if (run.state === "queued" && !store.withdrawRun(id, now())) return this.stopRun(run); // it has just been started
    if (run.state === "running") await stopOrphans(this.#anySweepOf(run), [run], this.#deps);
    return { runs: [id], by: "caller" };
  }

  /** Resolves once every process of the sweep stands still; it starts no new runs either. */
  async pauseSweep(sweep: SweepRecord): Promise<ControlReport> {
    const report = await this.#ask(sweep, null, "pause");
    if (report) return report;
    const moving = this.#running(sweep).filter(({ pausedAt }) => pausedAt === null);
    const paused = await Promise.all(moving.map((run) => pauseOrphan(run, this.#deps)));
    const runs = moving.filter((_, i) => paused[i]).map(({ id }) => id);
    if (runs.length === 0)
      throw conflict(`${sweep.name}: there is nothing to pause: nothing of it runs`);
    return { runs, by: "caller" };
  }

  async pauseRun({ id }: RunRecord): Promise<ControlReport> {
    const run = this.#reload(id);
    if (run.state !== "running")
      throw conflict(`run ${id} is ${run.state}: there is nothing to pause`);
    if (run.pausedAt !== null) throw conflict(`run ${id} is paused already`);
    const report = await this.#askAbout(run, "pause");
    if (report) return report;
    if (await pauseOrphan(run, this.#deps)) return { runs: [id], by: "caller" };
    throw conflict(`run ${id}: there is nothing to pause: its process is gone`);
  }

  async resumeSweep(sweep: SweepRecord): Promise<ControlReport> {
    const report = await this.#ask(sweep, null, "resume");
    if (report) return report;
    const { store, now } = this.#deps;
    const paused = this.#running(sweep).filter(({ pausedAt }) => pausedAt !== null);
    if (sweep.pausedAt === null && paused.length === 0)
      throw conflict(`${sweep.name} is not paused`);
    store.setSweepPaused(sweep.id, null, now());
    const runs = paused.filter((run) => resumeOrphan(run, this.#deps)).map(({ id }) => id);
    return { runs, by: "caller" };
  }

  async resumeRun({ id }: RunRecord): Promise<ControlReport> {
    const run = this.#reload(id);
    if (run.pausedAt === null) throw conflict(`run ${id} is ${run.state} and not paused`);
    const report = await this.#askAbout(run, "resume");
    if (report) return report;
    if (resumeOrphan(run, this.#deps)) return { runs: [id], by: "caller" };
    throw conflict(`run ${id}: there is nothing to resume: its process is gone`);
  }

  /** Recorded as running, while neither its process nor an orchestrator that has it in hand is alive. */
  isLost(run: RunRecord): boolean {
    if (run.state !== "running" || !isGone(run, this.#deps)) return false;
    const sweeps = this.#deps.store.sweepsOf(run.id).map((name) => ({ name }));
    return sweeps.every((sweep) => this.#ownerOf(sweep) === null);
  }

  /** Of these runs, records how those ended that are lost: their folders tell. */
  async settleLost(runs: readonly RunRecord[]): Promise<SettleReport> {
    const report: SettleReport = { finished: [], open: [] };
    for (const run of runs) {
      const isLost = this.isLost(run);
      if (isLost) await settleOrphans(this.#anySweepOf(run), [run], this.#deps);
      const now = this.#reload(run.id);
      if (isLost && now.state === "finished") report.finished.push(run.id);
      else report.open.push(now);
    }
    return report;
  }

  /** Queues failed and cancelled runs again. @throws SweepError("conflict") when one of them is neither. */
  async retry(runs: readonly RunRecord[]): Promise<RetryReport> {
    for (const run of runs) requireRetryable(run);
    const report: RetryReport = { taken: [], left: [] };
    for (const run of runs) {
      if (await this.#askAbout(run, "retry")) report.taken.push(run.id);
      else report.left.push(run);
    }
    return report;
  }

  /** Asks every orchestrator that might have the run in hand. Null: none of them has. */
  async #askAbout(run: RunRecord, action: ControlAction): Promise<ControlReport | null> {
    for (const name of this.#deps.store.sweepsOf(run.id)) {
      const sweep = this.#deps.store.findSweep(name);
      const report = sweep && (await this.#ask(sweep, run.id, action));
      if (report) return report;
    }
    return null;
  }

  /** Null: nobody is at work on the sweep (any more), or not on this run. @throws SweepError("conflict") when it is refused. */
  async #ask(
    sweep: SweepRecord,
    runId: string | null,
    action: ControlAction,
  ): Promise<ControlReport | null> {
    if (this.#ownerOf(sweep) === null) return null;
    const { id } = this.#deps.store.addRequest(
      { sweepId: sweep.id, runId, action },
      this.#deps.now(),
    );
    const answer = await this.#answerTo(id, sweep);
    switch (answer.type) {
      case "done":
        return { runs: answer.runs, by: "orchestrator" };
      case "refused":
        throw conflict(answer.message);
      case "not-mine":
      case "unanswered":
        return null;
    }
  }

  /** Takes the request back when nobody is left who could answer it. */
  async #answerTo(id: number, sweep: SweepRecord): Promise<ControlAnswer> {
    const { store } = this.#deps;
    const isSettled = () => store.answerOf(id) !== null || this.#ownerOf(sweep) === null;
    const inTime = await this.#until(isSettled, PATIENCE_MS);
    store.answerRequest(id, { type: "unanswered" });
    const answer = store.answerOf(id) ?? { type: "unanswered" };
    if (inTime || answer.type !== "unanswered") return answer;
    const owner = this.#ownerOf(sweep);
    throw new SweepError(
      "environment",
      `${sweep.name} is being run by process ${owner?.pid} on ${owner?.host}, which has not answered for ${PATIENCE_MS / 1000} s: is it stopped itself?`,
    );
  }

  /** The living orchestrator, or null. */
  #ownerOf({ name }: Pick<SweepRecord, "name">): ProcessIdentity | null {
    const owner = this.#deps.store.findSweep(name)?.owner ?? null;
    return owner !== null && this.#deps.isAlive(owner) ? owner : null;
  }

  #running(sweep: SweepRecord): RunRecord[] {
    const runs = this.#deps.store.listSweepRuns(sweep.id, { all: true });
    return runs.filter(({ state }) => state === "running");
  }

  #anySweepOf(run: RunRecord): SweepRecord {
    const [name = ""] = this.#deps.store.sweepsOf(run.id);
    const sweep = this.#deps.store.findSweep(name);
    if (sweep) return sweep;
    throw new SweepError("not-found", `run ${run.id} belongs to no experiment`);
  }

  #reload(id: string): RunRecord {
    const run = this.#deps.store.getRun(id);
    if (run) return run;
    throw new SweepError("not-found", `run ${id} is no longer in the store`);
  }

  /** @returns false when that took too long. */
  async #until(isSo: () => boolean, patienceMs = Number.POSITIVE_INFINITY): Promise<boolean> {
    const giveUpAt = performance.now() + patienceMs;
    while (!isSo()) {
      if (performance.now() > giveUpAt) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return true;
  }
}

/** What has a result keeps it: another training would be another run. */
function requireRetryable({ id, state }: RunRecord): void {
  if (state === "failed" || state === "cancelled" || state === "queued") return;
  throw conflict(
    state === "finished"
      ? `run ${id} is finished, and finished runs never change: \`sweep run <yaml> --fresh\` trains anew`
      : `run ${id} is running: \`sweep stop ${id}\` ends it first`,
  );
}

function conflict(message: string): SweepError {
  return new SweepError("conflict", message);
}
