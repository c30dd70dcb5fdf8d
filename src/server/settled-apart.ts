import type { ControlAnswer, ControlReply } from "../api/control.js";
import type { RunRecord } from "../core/records.js";
import type { Store } from "../store/store.js";

/**
 * Tells those runs apart that a retry did nothing to because there was nothing left to do: recorded as running before it, finished after.
 * @param before - the runs that it was asked of, as they were.
 */
export function settledApart(
  { refused, ...reply }: ControlReply,
  before: readonly RunRecord[],
  store: Pick<Store, "getRun">,
): ControlAnswer {
  const ran = new Set(before.filter(({ state }) => state === "running").map(({ id }) => id));
  const isSettled = ({ id }: { id: string }) =>
    ran.has(id) && store.getRun(id)?.state === "finished";
  return {
    ...reply,
    refused: refused.filter((run) => !isSettled(run)),
    settled: refused.filter(isSettled).map(({ id }) => id),
  };
}
