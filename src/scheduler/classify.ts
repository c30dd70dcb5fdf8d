import type { Outcome } from "../core/outcome.js";
import type { EndState } from "../core/run-state.js";
import type { ProcessEnd } from "../executors/executor.js";

/** What the orchestrator itself did to the run; null when it left it alone. */
export type StopCause = Extract<Outcome, { type: "cancelled" }>;

/** Decides how an attempt ended from what was seen and what we did, never from text. */
export function classify(
  end: ProcessEnd,
  stopped: StopCause | null,
  timeoutMs: number | null,
): Outcome {
  const { report } = end;
  if (report?.code === 0) return { type: "finished" };
  if (report?.timed_out)
    return { type: "timeout", afterMs: timeoutMs ?? report.ended_at - report.started_at };
  if (stopped) return stopped;
  if (report?.not_started)
    return { type: "not-started", message: report.message ?? "unknown reason" };
  const signal = report?.signal ?? end.signal;
  if (signal) return { type: end.outOfMemory ? "out-of-memory" : "signal", signal };
  const code = report?.code ?? end.code;
  if (code === null) return { type: "lost" };
  return { type: "exit-code", code, ...(report?.message ? { message: report.message } : {}) };
}

/** The state in which a run is left by an attempt that is its last. */
export function endStateOf(outcome: Outcome): EndState {
  if (outcome.type === "finished") return "finished";
  return outcome.type === "cancelled" ? "cancelled" : "failed";
}
