import { SweepError } from "../core/errors.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import type { Store } from "../store/store.js";

/** @throws SweepError("not-found") */
export function findRun(store: Store, id: string): RunRecord {
  const run = store.getRun(id);
  if (!run) throw new SweepError("not-found", `run: expected the id of a run, got \`${id}\``);
  return run;
}

/** @throws SweepError("not-found") that lists the known sweeps. */
export function findSweep(store: Store, name: string): SweepRecord {
  const sweep = store.findSweep(name);
  if (sweep) return sweep;
  const known = store.listSweeps().map((each) => `\`${each.name}\``);
  throw new SweepError(
    "not-found",
    `sweep: expected ${known.length > 0 ? `one of ${known.join(", ")}` : "a sweep, of which there are none yet"}, got \`${name}\``,
  );
}
