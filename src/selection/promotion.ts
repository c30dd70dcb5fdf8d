import { SweepError } from "../core/errors.js";
import type { PromotionRecord, RunRecord } from "../core/records.js";
import type { PromotionStore } from "../store/store.js";

/** The alias of the run that submissions are made from. */
export const CHAMPION = "champion";

/** Where the alias pointed and points; null: nowhere. `record` is null when nothing changed. */
export interface ChampionChange {
  from: string | null;
  to: string | null;
  record: PromotionRecord | null;
}

export interface Promotion {
  run: RunRecord;
  /** Why, for the history. */
  reason: string;
  now: number;
}

/**
 * Makes the run the champion; promoting the champion again changes nothing.
 *
 * @throws SweepError("conflict") when the run is not finished.
 */
export function promoteRun(store: PromotionStore, { run, reason, now }: Promotion): ChampionChange {
  requireFinished(run, "promoted");
  const from = store.resolveAlias(CHAMPION);
  if (from === run.id) return { from, to: from, record: null };
  return { from, to: run.id, record: store.promote(CHAMPION, run.id, reason, now) };
}

/**
 * Takes the last promotion back, so that the run before it is champion again.
 *
 * @throws SweepError("conflict") when there is none.
 */
export function undoPromotion(store: PromotionStore, now: number): ChampionChange {
  const from = store.resolveAlias(CHAMPION);
  const record = store.undoPromotion(CHAMPION, now);
  if (!record) throw new SweepError("conflict", "there is no promotion to undo");
  return { from, to: record.runId, record };
}

/** Every change of the champion, newest first. */
export function promotionHistory(store: PromotionStore): PromotionRecord[] {
  return store.listPromotions(CHAMPION);
}

/** @throws SweepError("conflict") unless the run is finished; `verb` says what only finished runs can be. */
export function requireFinished(run: RunRecord, verb: string): void {
  if (run.state === "finished") return;
  throw new SweepError(
    "conflict",
    `run ${run.id} is ${run.state}: expected a finished run, only those can be ${verb}`,
  );
}
