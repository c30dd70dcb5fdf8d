/**
 * What a killed orchestrator leaves is put right at the next start. For each run that the store holds as running:
 *
 * its process lives, another living orchestrator follows it (through another sweep)  → shared: wait for it
 * its process lives, nobody follows it                                               → adopt: follow it on
 * its process is gone and exit.json says how                                         → drain its events and end it
 * its process is gone and nobody knows how                                           → drain, outcome `lost`, train it again
 */

import type { ProcessIdentity } from "../core/process-identity.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import type { Execution, Executor } from "../executors/executor.js";
import { readProcessRecord } from "../protocol/process-record.js";
import { runPaths } from "../protocol/run-paths.js";
import type { RunStore, SweepStore } from "../store/store.js";

export type Recovered =
  | { type: "shared"; by: SweepRecord }
  | { type: "adopted"; execution: Execution }
  | { type: "gone" };

export interface RecoveryDeps {
  store: Pick<RunStore & SweepStore, "sweepsOf" | "findSweep">;
  executor: Executor;
  runsDir: string;
  isAlive(identity: ProcessIdentity): boolean;
}

/** Finds out what became of a running run that this orchestrator did not start. `sweepName` is our own sweep. */
export async function recover(
  run: RunRecord,
  sweepName: string,
  deps: RecoveryDeps,
): Promise<Recovered> {
  const other = followedBy(run, sweepName, deps);
  if (other) return { type: "shared", by: other };
  const paths = runPaths(deps.runsDir, run.id);
  const identity = run.process ?? readProcessRecord(paths.process)?.process; // killed before it could store it
  const execution = identity && deps.executor.adopt(run.id, paths, identity);
  if (execution) return { type: "adopted", execution };
  await deps.executor.reap(paths);
  return { type: "gone" };
}

/** The other sweep whose living orchestrator has this run in hand, or null. */
export function followedBy(
  run: RunRecord,
  sweepName: string,
  { store, isAlive }: Pick<RecoveryDeps, "store" | "isAlive">,
): SweepRecord | null {
  const others = store.sweepsOf(run.id).filter((name) => name !== sweepName);
  const owned = others.map((name) => store.findSweep(name)).filter((sweep) => sweep !== null);
  return owned.find(({ owner }) => owner !== null && isAlive(owner)) ?? null;
}
