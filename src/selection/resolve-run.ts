import { SweepError } from "../core/errors.js";
import type { RunRecord } from "../core/records.js";
import { didYouMean } from "../core/suggest.js";
import type { PromotionStore, RunStore } from "../store/store.js";
import { CHAMPION } from "./promotion.js";

/** Shortest abbreviation, as git's: fewer digits match by accident. */
export const SHORTEST_PREFIX = 4;

/**
 * The run that a person means: its id, the beginning of it (at least 4 characters, upper or lower case), or `champion`.
 *
 * @throws SweepError("not-found") when there is none, SweepError("ambiguous") that lists the candidates when an
 * abbreviation matches several, SweepError("usage") when it is too short.
 */
export function resolveRun(store: RunStore & PromotionStore, text: string): RunRecord {
  if (text === CHAMPION) return resolveChampion(store);
  const prefix = text.toLowerCase();
  const exact = store.getRun(prefix);
  if (exact) return exact;
  if (prefix.length < SHORTEST_PREFIX) {
    throw new SweepError(
      "usage",
      `run id: expected at least ${SHORTEST_PREFIX} characters or \`${CHAMPION}\`, got \`${text}\``,
    );
  }
  return resolvePrefix(store, prefix);
}

function resolveChampion(store: RunStore & PromotionStore): RunRecord {
  const id = store.resolveAlias(CHAMPION);
  const run = id === null ? null : store.getRun(id);
  if (run) return run;
  throw new SweepError(
    "not-found",
    "there is no champion yet: `sweep promote --best <experiment>` or `sweep promote <runId>` makes one",
  );
}

const MOST_CANDIDATES = 10; // enough to choose from, and they fit a screen

function resolvePrefix(store: RunStore, prefix: string): RunRecord {
  const ids = store.findRunIds(prefix, MOST_CANDIDATES + 1);
  const runs = ids.flatMap((id) => store.getRun(id) ?? []);
  const [run, second] = runs;
  if (!run) {
    throw new SweepError(
      "not-found",
      `no run has an id that begins with \`${prefix}\`${meantRun(store, prefix) || ": `sweep ls` lists them"}`,
    );
  }
  if (!second) return run;
  throw new SweepError(
    "ambiguous",
    `run id \`${prefix}\` is ambiguous; it could be:\n${candidates(runs)}`,
  );
}

/** One whose id begins alike, or the champion, misspelled. */
function meantRun(store: RunStore, prefix: string): string {
  const alike = store.findRunIds(prefix.slice(0, SHORTEST_PREFIX), MOST_CANDIDATES);
  return didYouMean(prefix, [CHAMPION, ...alike]);
}

function candidates(runs: readonly RunRecord[]): string {
  const lines = runs
    .slice(0, MOST_CANDIDATES)
    .map((run) => `  ${run.id}  ${run.state}  ${run.name}`.trimEnd());
  if (runs.length > MOST_CANDIDATES) lines.push("  …and more");
  return lines.join("\n");
}
