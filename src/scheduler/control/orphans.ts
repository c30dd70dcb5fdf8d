/** Runs that no living orchestrator has in hand: what one process may do to them, alone, in its own short life. */
import { SweepError } from "../../core/errors.js";
import type { ProcessIdentity } from "../../core/process-identity.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import { readProcessRecord } from "../../protocol/process-record.js";
import { runPaths } from "../../protocol/run-paths.js";
import { Attempt, type AttemptDeps, STOP_GRACE_MS } from "../attempt.js";
import { endStateOf } from "../classify.js";

export interface OrphanDeps extends Omit<AttemptDeps, "emit"> {
  /** The process that acts: it owns the sweep while it ends runs of it. */
  self: ProcessIdentity;
}

/** Stops them by the usual ladder and records how each ended. @throws SweepError("conflict") when somebody took the sweep. */
export async function stopOrphans(
  sweep: SweepRecord,
  runs: readonly RunRecord[],
  deps: OrphanDeps,
): Promise<void> {
  const stop = (attempt: Attempt) => attempt.stop({ type: "cancelled", by: "user" }, STOP_GRACE_MS);
  await endOrphans(sweep, runs, { ...deps, prepare: stop });
}

/** Records how each ended whose process is gone. @throws SweepError("conflict") when somebody took the sweep. */
export async function settleOrphans(
  sweep: SweepRecord,
  runs: readonly RunRecord[],
  deps: OrphanDeps,
): Promise<void> {
  await endOrphans(sweep, runs, { ...deps, prepare: () => {} });
}

interface EndDeps extends OrphanDeps {
  prepare(attempt: Attempt): void;
}

async function endOrphans(
  sweep: SweepRecord,
  runs: readonly RunRecord[],
  deps: EndDeps,
): Promise<void> {
  const { store, self, isAlive } = deps;
  const owner = store.findSweep(sweep.name)?.owner ?? null;
  const dead = owner !== null && !isAlive(owner) ? owner : null;
  if (!store.acquireSweep(sweep.id, self, dead))
    throw new SweepError(
      "conflict",
      `${sweep.name} has just been taken up by a \`sweep run\`: ask again`,
    );
  try {
    await Promise.all(runs.map((run) => endOrphan(run, sweep, deps)));
  } finally {
    store.releaseSweep(sweep.id, self);
  }
}

async function endOrphan(run: RunRecord, sweep: SweepRecord, deps: EndDeps): Promise<void> {
  const attempt = new Attempt(run, { sweep, timeoutMs: null }, { ...deps, emit: () => {} });
  deps.prepare(attempt);
  const end = await attempt.takeUp();
  if (!end) return;
  const { endedAt, ...how } = end;
  deps.store.endRun(run.id, endStateOf(how.outcome), how, endedAt);
}

/** @returns false when its process is gone. */
export async function pauseOrphan(run: RunRecord, deps: OrphanDeps): Promise<boolean> {
  const { executor, store, now, runsDir } = deps;
  const identity = processOf(run, runsDir);
  if (identity === null || !(await executor.pause(runPaths(runsDir, run.id), identity)))
    return false;
  return store.pauseRun(run.id, now());
}

/** @returns false when its process is gone. */
export function resumeOrphan(run: RunRecord, deps: OrphanDeps): boolean {
  const { executor, store, now, runsDir } = deps;
  const identity = processOf(run, runsDir);
  if (identity === null || !executor.resume(runPaths(runsDir, run.id), identity)) return false;
  return store.resumeRun(run.id, now());
}

/** Is its process gone, as far as this machine can know? */
export function isGone(run: RunRecord, { runsDir, isAlive }: OrphanDeps): boolean {
  const identity = processOf(run, runsDir);
  return identity === null || !isAlive(identity);
}

/** Its orchestrator may have been killed before it could store it. */
function processOf(run: RunRecord, runsDir: string): ProcessIdentity | null {
  return run.process ?? readProcessRecord(runPaths(runsDir, run.id).process)?.process ?? null;
}
