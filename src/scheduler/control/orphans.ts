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
  const { store, self, isAlive } = deps;
  const owner = store.findSweep(sweep.name)?.owner ?? null;
  const dead = owner !== null && !isAlive(owner) ? owner : null;
  if (!store.acquireSweep(sweep.id, self, dead))
    throw new SweepError(
      "conflict",
      `${sweep.name} has just been taken up by a \`sweep run\`: ask again`,
    );
  try {
    await Promise.all(runs.map((run) => stopOrphan(run, sweep, deps)));
  } finally {
    store.releaseSweep(sweep.id, self);
  }
}

async function stopOrphan(run: RunRecord, sweep: SweepRecord, deps: OrphanDeps): Promise<void> {
  const attempt = new Attempt(run, { sweep, timeoutMs: null }, { ...deps, emit: () => {} });
  attempt.stop({ type: "cancelled", by: "user" }, STOP_GRACE_MS);
  const end = await attempt.takeUp();
  if (end) deps.store.endRun(run.id, endStateOf(end.outcome), end, deps.now());
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

/** Its orchestrator may have been killed before it could store it. */
function processOf(run: RunRecord, runsDir: string): ProcessIdentity | null {
  return run.process ?? readProcessRecord(runPaths(runsDir, run.id).process)?.process ?? null;
}
