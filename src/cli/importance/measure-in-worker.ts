import { Worker } from "node:worker_threads";
import PQueue from "p-queue";
import type { Importance, Trial } from "../../analysis/importance/importance.js";
import type { MetricGoal } from "../../core/metric-goal.js";
import type { MeasureImportance } from "../../server/deps.js";

export interface ImportanceJob {
  trials: readonly Trial[];
  goal: MetricGoal;
}

/** Measures one after another, each in a thread of its own. @param entry URL of the compiled worker.js */
export function importanceInWorker(entry: URL): MeasureImportance {
  const queue = new PQueue({ concurrency: 1 }); // a computer that trains has no more cores to spare
  return (trials, goal) => queue.add(() => work({ trials, goal }, entry));
}

function work(job: ImportanceJob, entry: URL): Promise<Importance> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: job });
    worker.unref(); // a server that is stopped does not wait for it
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) =>
      reject(new Error(`measuring importance ended with code ${code}`)),
    ); // after an answer it changes nothing
  });
}
