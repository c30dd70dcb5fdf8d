/**
 * Submissions that somebody asked a server for. Invariants:
 *
 * 1. waiting → working → done | failed; a job that has ended stays as it is. [#work]
 * 2. At most one is at work: predicting uses a whole core and some hundred MB.
 * 3. A run has at most one that has not ended. [start]
 */
import PQueue from "p-queue";
import { messageOf } from "../../core/errors.js";
import type { SubmitJob, SubmitJobs } from "../../core/submit-jobs.js";
import type { OnProgress } from "../../core/trainer.js";

/** @returns the number of the submission's record. */
export type MakeSubmission = (runId: string, onProgress: OnProgress) => Promise<number>;

const MOST_JOBS = 50; // that have ended are remembered, for those who still ask

export class SubmitQueue implements SubmitJobs {
  readonly #make: MakeSubmission;
  readonly #queue = new PQueue({ concurrency: 1 });
  #jobs: SubmitJob[] = [];
  #lastId = 0;

  constructor(make: MakeSubmission) {
    this.#make = make;
  }

  start(runId: string): SubmitJob {
    const open = this.#jobs.find((job) => job.run === runId && isOpen(job));
    if (open) return open;
    const job: SubmitJob = { id: ++this.#lastId, run: runId, state: { type: "waiting" } };
    this.#jobs = [job, ...this.#jobs.filter((each, i) => i < MOST_JOBS || isOpen(each))];
    void this.#queue.add(() => this.#work(job));
    return job;
  }

  list(): SubmitJob[] {
    return this.#jobs;
  }

  async #work(job: SubmitJob): Promise<void> {
    const onProgress: OnProgress = ({ status, done, total }) => {
      if (isOpen(job)) job.state = { type: "working", progress: { status, done, total } };
    };
    onProgress({ status: "starting", done: 0, total: 0 });
    try {
      job.state = { type: "done", submission: await this.#make(job.run, onProgress) };
    } catch (error) {
      job.state = { type: "failed", message: messageOf(error) };
    }
  }
}

function isOpen({ state }: SubmitJob): boolean {
  return state.type === "waiting" || state.type === "working";
}
