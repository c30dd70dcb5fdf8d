import { SweepError } from "../../core/errors.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import type { Store } from "../../store/store.js";

export interface RetryableOptions {
  failedOnly?: boolean;
  isLost(run: RunRecord): boolean;
}

/** The sweep's runs that failed, and unless `failedOnly` those that were cancelled or are lost. @throws SweepError("conflict") when it has none. */
export function retryableRuns(
  store: Pick<Store, "listSweepRuns">,
  { id, name }: SweepRecord,
  { failedOnly = false, isLost }: RetryableOptions,
): RunRecord[] {
  const runs = store
    .listSweepRuns(id)
    .filter(
      (run) =>
        run.state === "failed" || (!failedOnly && (run.state === "cancelled" || isLost(run))),
    );
  if (runs.length > 0) return runs;
  const wanted = failedOnly ? "failed" : "failed, were cancelled or are lost";
  throw new SweepError("conflict", `${name} has no runs that ${wanted}`);
}
