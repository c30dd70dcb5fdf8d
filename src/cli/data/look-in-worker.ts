import { Worker } from "node:worker_threads";
import { assertNever } from "../../core/assert-never.js";
import type { DataLook } from "../../core/data-look.js";
import { SweepError } from "../../core/errors.js";
import type { OnProgress } from "../../core/trainer.js";
import type { FromWorker, LookJob } from "./look-job.js";

export interface LookOptions {
  /** URL of the compiled worker.js. */
  entry: URL;
  onProgress: OnProgress;
}

/** @throws what the look threw, a SweepError as such. */
export function lookInWorker(job: LookJob, { entry, onProgress }: LookOptions): Promise<DataLook> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: job });
    worker.on("message", (message: FromWorker) => {
      switch (message.type) {
        case "progress":
          return onProgress(message);
        case "done":
          return resolve(message.look);
        case "failed":
          return reject(toError(message));
        default:
          return assertNever(message);
      }
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`a look at data ended with code ${code}`))); // after `done` it changes nothing
  });
}

function toError({ code, message }: Extract<FromWorker, { type: "failed" }>): Error {
  return code === null ? new Error(message) : new SweepError(code, message);
}
