import type { OnProgress } from "./trainer.js";

/** A submission that is being made, or was, since the server began. */
export interface SubmitJob {
  /** From 1, in the order in which they were asked for. */
  id: number;
  run: string;
  state: SubmitState;
}

export type SubmitState =
  | { type: "waiting" }
  /** `total` 0: not known. */
  | { type: "working"; progress: Parameters<OnProgress>[0] }
  /** `submission`: the number of its record. */
  | { type: "done"; submission: number }
  | { type: "failed"; message: string };

/** Makes submissions without keeping the asker waiting: ask for the list until none is at work. */
export interface SubmitJobs {
  /** @returns the run's job that is already waiting or at work, else a new one. */
  start(runId: string): SubmitJob;
  /** The latest ones, newest first. */
  list(): SubmitJob[];
}
