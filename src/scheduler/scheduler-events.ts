import type { MetricPoint, Progress, RunRecord, SweepRecord } from "../core/records.js";

/** What happens while a sweep runs, for whoever shows it. */
export type SchedulerEvent =
  /** All runs are known. `cached`: finished before; `earlier`: runs that the experiment had once and lists no more. */
  | {
      type: "planned";
      sweep: SweepRecord;
      runs: RunRecord[];
      cached: number;
      earlier: number;
      concurrency: number;
    }
  /** A learning sampler proposed one more. */
  | { type: "proposed"; run: RunRecord }
  /** A failed or cancelled run is to be trained again, as somebody asked. */
  | { type: "requeued"; run: RunRecord }
  /** `adopted`: it was started by an orchestrator that died, and went on without it. */
  | { type: "started"; run: RunRecord; adopted: boolean }
  /** Its processes are stopped for a while, or go on. */
  | { type: "paused" | "resumed"; run: RunRecord }
  /** The whole sweep: nothing new is started until it is resumed. */
  | { type: "sweep-paused" | "sweep-resumed" }
  | { type: "progress"; runId: string; progress: Progress }
  | { type: "metrics"; runId: string; points: MetricPoint[] }
  /** An attempt is over; `retrying` when another one follows. */
  | { type: "ended"; run: RunRecord; retrying: boolean }
  | { type: "warning"; runId: string | null; message: string }
  /** `drain`: nothing new is started; `now`: what runs is being stopped. */
  | { type: "stopping"; mode: StopMode; running: number; queued: number }
  | { type: "done"; result: SweepResult };

export type StopMode = "drain" | "now";

export interface SweepResult {
  finished: number;
  failed: number;
  cancelled: number;
  /** Not run because the sweep was stopped. */
  queued: number;
  cached: number;
}
