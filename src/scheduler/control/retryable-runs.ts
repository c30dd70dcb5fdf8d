import { SweepError } from "../../core/errors.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import type { Store } from "../../store/store.js";

/** The sweep's runs that failed, and unless `failedOnly` those that were cancelled. @throws SweepError("conflict") when it has none. */
export function retryableRuns(
  store: Pick<Store, "listSweepRuns">,
  { id, name }: SweepRecord,
  { failedOnly = false } = {},
): RunRecord[] {
  const runs = store
    .listSweepRuns(id)
    .filter(({ state }) => state === "failed" || (state === "cancelled" && !failedOnly));
  if (runs.length > 0) return runs;
  const wanted = failedOnly ? "failed" : "failed or were cancelled";
  throw new SweepError("conflict", `${name} has no runs that ${wanted}`);
}
