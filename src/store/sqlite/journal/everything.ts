import type { Connection } from "../connection.js";
import { type RunRow, toRun } from "../run-row.js";
import { type SubmissionRow, toSubmission } from "../submission-row.js";
import type { EntryOf, JournalEntry } from "./entries.js";

/** All that a journal would hold of this database, had it been kept from the beginning. */
export function createEverything({ db }: Pick<Connection, "db">): () => JournalEntry[] {
  const runs = db.prepare<[], RunRow>(
    "select * from runs where tags <> '[]' or note <> '' or pinned = 1 or archived = 1",
  );
  const views = db.prepare<[], Omit<EntryOf<"view">, "type">>(
    "select name, address, updated_at as updatedAt from views",
  );
  const promotions = db.prepare<[], Omit<EntryOf<"promotion">, "type">>(
    "select alias, run_id as runId, action, reason, created_at as createdAt from promotions order by id",
  );
  const submissions = db.prepare<[], SubmissionRow>("select * from submissions order by id");
  return () => [
    ...runs
      .all()
      .map(toRun)
      .map(({ id, annotations }) => ({
        type: "annotations" as const,
        run: id,
        ...annotations,
      })),
    ...views.all().map((view) => ({ type: "view" as const, ...view })),
    ...promotions.all().map((promotion) => ({ type: "promotion" as const, ...promotion })),
    ...submissions.all().map((row) => ({ type: "submission" as const, ...toSubmission(row) })),
  ];
}
