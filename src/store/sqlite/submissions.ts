import type { SubmissionStore } from "../store.js";
import type { Connection } from "./connection.js";
import type { WriteJournal } from "./journal/journal.js";
import { writeOptionalJson } from "./json-column.js";
import { createRequireRun } from "./require-run.js";
import { type SubmissionRow, toSubmission } from "./submission-row.js";

export function createSubmissionStore(
  connection: Connection,
  writeJournal: WriteJournal,
): SubmissionStore {
  const { db, write } = connection;
  const requireRun = createRequireRun(connection);
  const add = db.prepare<[object], SubmissionRow>(`
    insert into submissions (run_id, path, sha256, rows, expected, lineage, created_at)
    values (@runId, @path, @sha256, @rows, @expected, @lineage, @createdAt)
    returning *`);
  const find = db.prepare<[number], SubmissionRow>("select * from submissions where id = ?");
  const update = db.prepare<[object], SubmissionRow>(`
    update submissions set pushed_to = @pushedTo, pushed_at = @pushedAt, leaderboard = @score, scored_at = @scoredAt
    where id = @id returning *`);
  const list = db.prepare<[object], SubmissionRow>(`
    select * from submissions where @runId is null or run_id = @runId order by id desc`);

  const kept = (row: SubmissionRow) => {
    const submission = toSubmission(row);
    writeJournal([{ type: "submission", ...submission }]);
    return submission;
  };

  return {
    addSubmission: ({ expected, lineage, ...plain }) =>
      write(() => {
        requireRun(plain.runId);
        const json = { expected: writeOptionalJson(expected), lineage: JSON.stringify(lineage) };
        return kept(add.get({ ...plain, ...json }) as SubmissionRow); // "returning" gives a row
      }),
    updateSubmission: (id, change) =>
      write(() => {
        const known = find.get(id);
        if (!known) return null;
        const { pushed, leaderboard } = { ...toSubmission(known), ...change };
        const columns = {
          pushedTo: pushed?.competition ?? null,
          pushedAt: pushed?.at ?? null,
          score: leaderboard?.score ?? null,
          scoredAt: leaderboard?.at ?? null,
        };
        return kept(update.get({ id, ...columns }) as SubmissionRow); // it was there a moment ago
      }),
    listSubmissions: (runId) => list.all({ runId: runId ?? null }).map(toSubmission),
  };
}
