/** A worker thread that reaches verdicts for as long as the server lives: what it has read of finished runs it keeps. */
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../../core/errors.js";
import { findSweep } from "../../server/find-run.js";
import { createVerdicts } from "../../server/kept-verdicts.js";
import { openSqliteStore } from "../../store/sqlite/index.js";
import type { VerdictAnswer, VerdictJob, VerdictWorkerData } from "./messages.js";

const { runsDir } = workerData as VerdictWorkerData; // from verdicts-in-worker.ts, which has it typed
const store = openSqliteStore({ file: join(runsDir, "sweep.db"), readOnly: true });
const verdictOf = createVerdicts({ store, runsDir });

parentPort?.on("message", (job: VerdictJob) => parentPort?.postMessage(answer(job)));

function answer({ id, sweep }: VerdictJob): VerdictAnswer {
  try {
    return { type: "verdict", id, report: verdictOf(findSweep(store, sweep)) };
  } catch (error) {
    return { type: "failed", id, message: messageOf(error) };
  }
}
