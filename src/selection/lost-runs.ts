import { type Attendance, attendanceOf, type Witness } from "../core/lost-run.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import type { Store } from "../store/store.js";

/** Ids of all runs that are lost, in the form in which a query asks for them. */
export function lostRuns(
  store: Pick<Store, "listSweeps" | "sweepsOf" | "listRuns">,
  witness: Witness,
): () => string[] {
  return () => [...lostAmong(store, store.listRuns({ state: "running" }), witness)];
}

/** Ids of those runs that are recorded as running although nothing works on them. */
export function lostAmong(...found: Parameters<typeof attendances>): Set<string> {
  const lost = [...attendances(...found)].filter(([, attendance]) => attendance === "lost");
  return new Set(lost.map(([id]) => id));
}

/**
 * By id, how those runs stand that are lost or unattended. Only runs recorded as running are looked at.
 * @param sweeps - the store's sweeps, where the caller has read them already.
 */
export function attendances(
  store: Pick<Store, "listSweeps" | "sweepsOf">,
  runs: readonly RunRecord[],
  witness: Witness,
  sweeps?: readonly SweepRecord[],
): Map<string, Exclude<Attendance, "attended">> {
  const running = runs.filter(({ state }) => state === "running");
  if (running.length === 0) return new Map();
  const known = sweeps ?? store.listSweeps();
  const ownersOf = ({ id }: RunRecord) => {
    const names = store.sweepsOf(id);
    return known.filter(({ name }) => names.includes(name)).map(({ owner }) => owner);
  };
  return new Map(
    running.flatMap((run) => {
      const attendance = attendanceOf(run, ownersOf(run), witness);
      return attendance === "attended" ? [] : [[run.id, attendance] as const];
    }),
  );
}
