import type { Liveness, ProcessIdentity } from "./process-identity.js";
import type { RunRecord } from "./records.js";

/** Who can look at processes, and when it looks (milliseconds since 1970). */
export interface Witness {
  liveness(identity: ProcessIdentity): Liveness;
  now: number;
}

type Evidence = Pick<RunRecord, "state" | "process" | "heartbeatAt">;

/** What to say of a lost run. */
export const LOST =
  "recorded as running, but its process is gone; `sweep run` on its experiment or `sweep retry` takes over the result that it left, or trains it again";

/**
 * Does the record say "running" of a run that nothing works on? Only readers ask; the record is changed by the orchestrator
 * that comes next. A run that a living orchestrator of this machine has in hand is not lost: its end is about to be recorded.
 * @param owners - the orchestrators of the sweeps that contain the run.
 */
export function isLost(
  { state, process, heartbeatAt }: Evidence,
  owners: readonly (ProcessIdentity | null)[],
  { liveness, now }: Witness,
): boolean {
  if (state !== "running") return false;
  if (owners.some((owner) => owner !== null && liveness(owner) === "alive")) return false;
  const seen = process === null ? "elsewhere" : liveness(process);
  return seen === "elsewhere" ? now - (heartbeatAt ?? 0) > SILENT_MS : seen === "dead";
}

const SILENT_MS = 60_000; // twelve heartbeats of an orchestrator; all that is known of another host
