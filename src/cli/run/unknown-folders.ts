import { existsSync } from "node:fs";
import { SweepError } from "../../core/errors.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { NewRun, RunStore } from "../../store/store.js";
import { firstOf } from "./first-of.js";

const MOST_NAMED = 3; // enough to see which experiment's they are

/**
 * A run that the store does not have may have a folder all the same: the database was lost, and what was trained, or still is,
 * would be mixed with a second training.
 * @throws SweepError("conflict") that says how to get them back.
 */
export function requireKnownFolders(
  store: Pick<RunStore, "getRun">,
  runsDir: string,
  runs: readonly Pick<NewRun, "id">[],
): void {
  const unknown = runs.filter(
    ({ id }) => store.getRun(id) === null && existsSync(runPaths(runsDir, id).config),
  );
  if (unknown.length === 0) return;
  const ids = firstOf(
    unknown.map(({ id }) => id),
    MOST_NAMED,
  );
  const what =
    unknown.length === 1 ? "the folder of a run" : `the folders of ${unknown.length} runs`;
  throw new SweepError(
    "conflict",
    `${runsDir}: expected no runs but the database's, got ${what} that it lacks (${ids}): \`sweep reindex\` restores them; a folder that it skips is to be moved away`,
  );
}
