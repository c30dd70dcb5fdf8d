/**
 * An alias is the log of its changes. Invariants:
 *
 * 1. Rows are only ever added; the newest one says where the alias points.
 * 2. A `promote` puts a run on a stack, an `undo` takes the top one off: undoing twice goes back two promotions, also when
 *    there were undone ones between them.
 */
import type { PromotionRecord } from "../../core/records.js";
import type { PromotionStore } from "../store.js";
import type { Connection } from "./connection.js";
import type { WriteJournal } from "./journal/journal.js";
import { createRequireRun } from "./require-run.js";

export function createPromotionStore(
  connection: Connection,
  writeJournal: WriteJournal,
): PromotionStore {
  const { db, write } = connection;
  const requireRun = createRequireRun(connection);
  const add = db.prepare<[object], PromotionRecord>(`
    insert into promotions (alias, run_id, action, reason, created_at)
    values (@alias, @runId, @action, @reason, @now)
    returning id, alias, run_id as runId, action, reason, created_at as createdAt`);
  const list = db.prepare<[string], PromotionRecord>(`
    select id, alias, run_id as runId, action, reason, created_at as createdAt
    from promotions where alias = ? order by id desc`);
  const newest = db.prepare<[string], { runId: string | null }>(
    "select run_id as runId from promotions where alias = ? order by id desc limit 1",
  );
  const append = (change: Omit<PromotionRecord, "id" | "createdAt">, now: number) => {
    const added = add.get({ ...change, now }) as PromotionRecord; // "returning" gives a row
    const { id: _, ...promotion } = added;
    writeJournal([{ type: "promotion", ...promotion }]);
    return added;
  };

  return {
    resolveAlias: (alias) => newest.get(alias)?.runId ?? null,
    promote: (alias, runId, reason, now) =>
      write(() => {
        requireRun(runId);
        return append({ alias, runId, action: "promote", reason }, now);
      }),
    undoPromotion: (alias, now) =>
      write(() => {
        const standing = standingPromotions(list.all(alias).reverse());
        const undone = standing.pop();
        if (undone === undefined) return null;
        const runId = standing.at(-1)?.runId ?? null;
        const reason = `undo of promotion ${undone.id}`;
        return append({ alias, runId, action: "undo", reason }, now);
      }),
    listPromotions: (alias) => list.all(alias),
  };
}

/** The promotions that no undo has taken back, oldest first. */
function standingPromotions(oldestFirst: PromotionRecord[]): PromotionRecord[] {
  const stack: PromotionRecord[] = [];
  for (const change of oldestFirst) {
    if (change.action === "promote") stack.push(change);
    else stack.pop();
  }
  return stack;
}
