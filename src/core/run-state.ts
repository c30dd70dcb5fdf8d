/**
 * The state machine of a run. Invariants:
 *
 * 1. A finished run never changes again, but for what people say of it (its annotations).
 * 2. A change of state is one conditional UPDATE (`where state = from`) whose `changes` is checked: of two processes that
 *    want the same change, one is told `false`.
 * 3. Only the process that claimed a run (its owner) ends it, except in recovery, when the owner is proven dead.
 *
 * queued    → running    [claim]
 * queued    → cancelled  [withdraw: the user wants it no more; no attempt was begun]
 * running   → finished   [end: exit code 0]
 * running   → failed     [end: anything else, retries used up]
 * running   → cancelled  [end: stopped by the user]
 * running   → queued     [retry after a failed attempt; recovery of an attempt whose process is gone]
 * failed    → queued     [the experiment is run again]
 * cancelled → queued     [the experiment is run again]
 *
 * Paused is no state: a paused run is a running one whose processes are stopped for a while (`pausedAt`).
 */
export const RUN_STATES = ["queued", "running", "finished", "failed", "cancelled"] as const;
export type RunState = (typeof RUN_STATES)[number];
export type EndState = Extract<RunState, "finished" | "failed" | "cancelled">;

const TRANSITIONS: Record<RunState, readonly RunState[]> = {
  queued: ["running", "cancelled"],
  running: ["finished", "failed", "cancelled", "queued"],
  finished: [],
  failed: ["queued"],
  cancelled: ["queued"],
};

export function canTransition(from: RunState, to: RunState): boolean {
  return TRANSITIONS[from].includes(to);
}

export function hasEnded(state: RunState): state is EndState {
  return state === "finished" || state === "failed" || state === "cancelled";
}
