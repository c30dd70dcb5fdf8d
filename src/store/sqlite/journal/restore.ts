/**
 * Adds to the database what the journal tells and it lacks, in one transaction, so that it can be repeated. What the database
 * has stands: annotations of a run that has any, a view of that name, a submission or promotion that is the same.
 */
import type { PromotionRecord, RunAnnotations } from "../../../core/records.js";
import type { JournalReport, Store } from "../../store.js";
import type { Connection } from "../connection.js";
import { NEXT_REVISION } from "../revision.js";
import type { EntryOf, JournalEntry } from "./entries.js";
import { journalFile } from "./journal.js";
import { readJournal } from "./read-journal.js";

type Reader = Pick<Store, "getRun" | "listViews" | "listSubmissions">;

export function createRestore({ db, write }: Connection, store: Reader): () => JournalReport {
  const statements = {
    annotate: db.prepare<[object]>(`
      update runs set tags = @tags, note = @note, pinned = @pinned, archived = @archived,
        revision = ${NEXT_REVISION} where id = @run`),
    view: db.prepare<[object]>(
      "insert into views (name, address, updated_at) values (@name, @address, @updatedAt)",
    ),
    promotions: db.prepare<[], Omit<PromotionRecord, "id">>(
      "select alias, run_id as runId, action, reason, created_at as createdAt from promotions order by id",
    ),
    forget: db.prepare("delete from promotions"),
    promote: db.prepare<[object]>(`
      insert into promotions (alias, run_id, action, reason, created_at)
      values (@alias, @runId, @action, @reason, @createdAt)`),
    hasSubmission: db.prepare<[number]>("select 1 from submissions where id = ?"),
    submit: db.prepare<[object]>(`
      insert into submissions (id, run_id, path, sha256, rows, expected, lineage, created_at, pushed_to, pushed_at,
        leaderboard, scored_at)
      values (@id, @runId, @path, @sha256, @rows, @expected, @lineage, @createdAt, @pushedTo, @pushedAt, @score, @scoredAt)`),
  };

  /** @returns whether the database lacked it. */
  const annotate = (entry: EntryOf<"annotations">): boolean => {
    const known = store.getRun(entry.run);
    if (known === null || !isEmpty(known.annotations) || isEmpty(entry)) return false;
    const { run, tags, note, pinned, archived } = entry;
    const flags = { pinned: pinned ? 1 : 0, archived: archived ? 1 : 0 };
    statements.annotate.run({ run, tags: JSON.stringify(tags), note, ...flags });
    return true;
  };
  const addView = (entry: EntryOf<"view">): boolean => {
    if (entry.address === null || store.listViews().some(({ name }) => name === entry.name))
      return false;
    statements.view.run(entry);
    return true;
  };
  const addSubmission = (entry: EntryOf<"submission">): boolean => {
    if (store.listSubmissions(entry.runId).some((known) => keyOf(known) === keyOf(entry)))
      return false;
    const { id, expected, lineage, pushed, leaderboard, ...plain } = entry;
    statements.submit.run({
      ...plain,
      id: statements.hasSubmission.get(id) === undefined ? id : null, // null: the next free one
      expected: expected && JSON.stringify(expected),
      lineage: JSON.stringify(lineage),
      pushedTo: pushed?.competition ?? null,
      pushedAt: pushed?.at ?? null,
      score: leaderboard?.score ?? null,
      scoredAt: leaderboard?.at ?? null,
    });
    return true;
  };
  /** The newest row decides, so that what is missing is put in order of time among what is there. */
  const addPromotions = (entries: readonly EntryOf<"promotion">[]): number => {
    const known = statements.promotions.all();
    const keys = new Set(known.map(promotionKey));
    const missing = entries.filter((entry) => !keys.has(promotionKey(entry)));
    if (missing.length === 0) return 0;
    statements.forget.run();
    const all = [...missing, ...known].sort((a, b) => a.createdAt - b.createdAt);
    for (const each of all) statements.promote.run(each);
    return missing.length;
  };

  return () => {
    const { entries, problems } = readJournal(journalFile(db.name));
    return write(() => {
      const usable = entries.filter((entry) => {
        const run = runOf(entry);
        return run === null || store.getRun(run) !== null;
      });
      const added = [
        ...latest(usable, "annotations", ({ run }) => run).map(annotate),
        ...latest(usable, "view", ({ name }) => name).map(addView),
        ...latest(usable, "submission", keyOf).map(addSubmission),
      ].filter(Boolean).length;
      const restored = added + addPromotions(ofType(usable, "promotion"));
      const lost = new Set(entries.filter((each) => !usable.includes(each)).map(runOf));
      return { restored, problems: [...problems, ...[...lost].map(withoutRun)] };
    });
  };
}

function ofType<T extends JournalEntry["type"]>(
  entries: readonly JournalEntry[],
  type: T,
): EntryOf<T>[] {
  return entries.filter((entry): entry is EntryOf<T> => entry.type === type);
}

/** The last entry of each key, in the order of the keys' first ones. */
function latest<T extends JournalEntry["type"]>(
  entries: readonly JournalEntry[],
  type: T,
  key: (entry: EntryOf<T>) => string,
): EntryOf<T>[] {
  return [...new Map(ofType(entries, type).map((entry) => [key(entry), entry])).values()];
}

function runOf(entry: JournalEntry): string | null {
  if (entry.type === "view") return null;
  return entry.type === "annotations" ? entry.run : entry.runId;
}

function isEmpty({ tags, note, pinned, archived }: RunAnnotations): boolean {
  return tags.length === 0 && note === "" && !pinned && !archived;
}

function keyOf({ runId, path, sha256, createdAt }: Omit<EntryOf<"submission">, "type">): string {
  return JSON.stringify([runId, path, sha256, createdAt]);
}

function promotionKey(entry: Omit<PromotionRecord, "id">): string {
  return JSON.stringify([entry.alias, entry.runId, entry.action, entry.reason, entry.createdAt]);
}

function withoutRun(run: string | null): string {
  return `journal.jsonl: what it says of run ${run} is left out: the run was not restored`;
}
