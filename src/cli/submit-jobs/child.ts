/** A process that makes one submission as `sweep submit <runId>` does, then ends. It finishes also when the server is gone. */
import { join } from "node:path";
import { messageOf, SweepError } from "../../core/errors.js";
import { resolveRun } from "../../selection/resolve-run.js";
import { createSubmission } from "../../selection/submission.js";
import { openSqliteStore } from "../../store/sqlite/index.js";
import { digitsPredictor } from "../digits-runs.js";
import type { FromSubmit } from "./messages.js";

const [runsDir = "", runId = ""] = process.argv.slice(2);

try {
  tell({ type: "done", submission: await submit() });
} catch (error) {
  const code = error instanceof SweepError ? error.code : null;
  const message = code === null && error instanceof Error ? (error.stack ?? "") : messageOf(error);
  tell({ type: "failed", code, message });
}
if (process.connected) process.disconnect(); // nothing else keeps it alive

/** @returns the number of its record. */
async function submit(): Promise<number> {
  const store = openSqliteStore({ file: join(runsDir, "sweep.db") });
  try {
    const { record } = await createSubmission({
      ...{ store, runsDir },
      run: resolveRun(store, runId),
      predictor: digitsPredictor(runsDir, null),
      output: null,
      sample: null,
      cwd: process.cwd(),
      onProgress: (progress) => tell({ type: "progress", ...progress }),
      now: Date.now,
    });
    return record.id;
  } finally {
    store.close();
  }
}

function tell(message: FromSubmit): void {
  if (process.connected) process.send?.(message);
}
