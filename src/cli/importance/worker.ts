/** A worker thread that measures the importance of parameters: one job, then it ends. */
import { parentPort, workerData } from "node:worker_threads";
import { measureImportance } from "../../analysis/importance/importance.js";
import type { ImportanceJob } from "./measure-in-worker.js";

const { trials, goal } = workerData as ImportanceJob; // from measure-in-worker.ts, which has it typed
parentPort?.postMessage(measureImportance(trials, goal));
