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

/** What to say of a run whose process goes on unwatched. */
export const UNATTENDED =
  "without an orchestrator, which is gone: what it reports is recorded once `sweep run` on its experiment follows it on";

/** `unattended`: its process lives, and nobody carries what it reports into the store. */
export type Attendance = "attended" | "unattended" | "lost";

/**
 * Does the record say "running" of a run that nothing works on, or that nobody watches? Only readers ask; the record is changed by the orchestrator
 * that comes next. A run that a living orchestrator of this machine has in hand is not lost: its end is about to be recorded.
 * @param owners - the orchestrators of the sweeps that contain the run.
 */
export function attendanceOf(
  { state, process, heartbeatAt }: Evidence,
  owners: readonly (ProcessIdentity | null)[],
  { liveness, now }: Witness,
): Attendance {
  if (state !== "running") return "attended";
  const watchers = owners.map((owner) => (owner === null ? "dead" : liveness(owner)));
  if (watchers.includes("alive")) return "attended";
  switch (process === null ? "elsewhere" : liveness(process)) {
    case "elsewhere":
      return now - (heartbeatAt ?? 0) > SILENT_MS ? "lost" : "attended";
    case "dead":
      return "lost";
    case "alive":
      return watchers.includes("elsewhere") ? "attended" : "unattended";
  }
}

const SILENT_MS = 60_000; // twelve heartbeats of an orchestrator; all that is known of another host
