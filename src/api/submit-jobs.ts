/** GET /api/submit-jobs, and the answer to POST /api/submit-jobs `{run}`: an id or `champion`. Ask again until none is at work. */
import type { SubmitJob } from "../core/submit-jobs.js";

export type { SubmitJob, SubmitState } from "../core/submit-jobs.js";

export interface SubmitJobList {
  /** May this page ask for submissions? */
  isAllowed: boolean;
  /** The run that `champion` stands for; null where there is none. */
  champion: string | null;
  /** Can it be submitted: was it trained by a built-in trainer, or did it write a submission.csv itself? */
  canSubmitChampion: boolean;
  /** Of this server, newest first. */
  jobs: SubmitJob[];
}

export interface SubmitRequest {
  run: string;
}
