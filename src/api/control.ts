import type { LaunchReply } from "./launches.js";

export const CONTROL_VERBS = ["stop", "pause", "resume", "retry"] as const;
export type ControlVerb = (typeof CONTROL_VERBS)[number];

/** POST /api/runs/control: `stop` cancels, `pause` and `resume` stop processes for a while, `retry` trains failed or cancelled runs again. */
export interface RunControlRequest {
  action: ControlVerb;
  /** Whole ids, at most 1,000. */
  ids: string[];
}

export interface ControlReply {
  /** Ids of the runs that it was done to. */
  done: string[];
  /** Those that it could not be done to, and why. */
  refused: { id: string; message: string }[];
  /** `retry` where no orchestrator lives: the one that was started for it. */
  launch: LaunchReply | null;
}

/** The answer to both requests. */
export interface ControlAnswer extends ControlReply {
  /** `retry`: ids of the lost runs that turned out to have finished: their results were taken over. None of them is in `refused`. */
  settled: string[];
}

/**
 * POST /api/sweeps/:name/control. `drain`: nothing new is started, what runs may finish; `stop`: that is ended, too; `retry`: all
 * of its failed and cancelled runs.
 */
export interface SweepControlRequest {
  action: ControlVerb | "drain";
}
