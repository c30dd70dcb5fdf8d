import { isLost, type Witness } from "../core/lost-run.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import type { Store } from "../store/store.js";

/** Ids of all runs that are lost, in the form in which a query asks for them. */
export function lostRuns(
  store: Pick<Store, "listSweeps" | "sweepsOf" | "listRuns">,
  witness: Witness,
): () => string[] {
  return () => [...lostAmong(store, store.listRuns({ state: "running" }), witness)];
}

/**
 * Ids of those runs that are recorded as running although nothing works on them. Only runs recorded as running are looked at.
 * @param sweeps - the store's sweeps, where the caller has read them already.
 */
export function lostAmong(
  store: Pick<Store, "listSweeps" | "sweepsOf">,
  runs: readonly RunRecord[],
  witness: Witness,
  sweeps?: readonly SweepRecord[],
): Set<string> {
  const running = runs.filter(({ state }) => state === "running");
  if (running.length === 0) return new Set();
  const known = sweeps ?? store.listSweeps();
  const ownersOf = ({ id }: RunRecord) => {
    const names = store.sweepsOf(id);
    return known.filter(({ name }) => names.includes(name)).map(({ owner }) => owner);
  };
  const lost = running.filter((run) => isLost(run, ownersOf(run), witness));
  return new Set(lost.map(({ id }) => id));
}
