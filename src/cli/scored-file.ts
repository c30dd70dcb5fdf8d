import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { SweepError } from "../core/errors.js";
import type { RunRecord } from "../core/records.js";
import { runPaths } from "../protocol/run-paths.js";
import { CHAMPION } from "../selection/promotion.js";
import { resolveRun } from "../selection/resolve-run.js";
import { SUBMISSION_FILE } from "../selection/submission.js";
import type { CliContext } from "./context.js";
import { withStore } from "./format/with-store.js";

export interface ScoredFile {
  path: string;
  /** As named in messages. */
  shown: string;
}

/**
 * The submission that a person means: a file, else that of a run.
 * @throws SweepError("not-found") where it is neither, or the run has none; ("ambiguous") as resolveRun does.
 */
export async function scoredFile(context: CliContext, text: string): Promise<ScoredFile> {
  const path = resolve(context.cwd, text);
  if (existsSync(path)) return { path, shown: text };
  const { id } = await runOf(context, text);
  const own = join(runPaths(context.runsDir(), id).artifacts, SUBMISSION_FILE);
  if (existsSync(own)) return { path: own, shown: `run ${id}: artifacts/${SUBMISSION_FILE}` };
  throw new SweepError(
    "not-found",
    `run ${id} has no artifacts/${SUBMISSION_FILE}: \`sweep submit ${id}\` writes it`,
  );
}

async function runOf(context: CliContext, text: string): Promise<RunRecord> {
  try {
    return await withStore(context, (store) => resolveRun(store, text));
  } catch (cause) {
    const isNone = cause instanceof SweepError && ["not-found", "usage"].includes(cause.code);
    if (!isNone || text === CHAMPION) throw cause;
    const message = `${text}: no such file: expected a submission's CSV file, the id of a run or \`${CHAMPION}\``;
    throw new SweepError("not-found", message, { cause });
  }
}
