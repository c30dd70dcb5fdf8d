/** A worker thread that looks at data: one job, then it ends. */
import { parentPort, workerData } from "node:worker_threads";
import { messageOf, SweepError } from "../../core/errors.js";
import { danglingLink } from "../dangling-link.js";
import { lookAtDigits } from "./look-at-digits.js";
import type { FromWorker, LookJob } from "./look-job.js";

const tell = (message: FromWorker) => parentPort?.postMessage(message);

try {
  const job = workerData as LookJob; // from look-in-worker.ts, which has it typed
  const look = await lookAtDigits(job, (progress) => tell({ type: "progress", ...progress }));
  tell({ type: "done", look });
} catch (thrown) {
  const error = danglingLink(thrown) ?? thrown;
  const code = error instanceof SweepError ? error.code : null;
  const message = code === null && error instanceof Error ? (error.stack ?? "") : messageOf(error);
  tell({ type: "failed", code, message });
}
