import { z } from "zod";
import { jsonValue } from "../../core/json.js";
import type { ExpectedScore, SubmissionRecord } from "../../core/records.js";
import type { SubmissionStore } from "../store.js";
import type { Connection } from "./connection.js";
import { readJson, readOptionalJson, writeOptionalJson } from "./json-column.js";
import { createRequireRun } from "./require-run.js";

interface SubmissionRow {
  id: number;
  run_id: string;
  path: string;
  sha256: string;
  rows: number;
  expected: string | null;
  lineage: string;
  created_at: number;
  pushed_to: string | null;
  pushed_at: number | null;
  leaderboard: number | null;
  scored_at: number | null;
}

export function createSubmissionStore(connection: Connection): SubmissionStore {
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

  return {
    addSubmission: ({ expected, lineage, ...plain }) =>
      write(() => {
        requireRun(plain.runId);
        const json = { expected: writeOptionalJson(expected), lineage: JSON.stringify(lineage) };
        return toRecord(add.get({ ...plain, ...json }) as SubmissionRow); // "returning" gives a row
      }),
    updateSubmission: (id, change) =>
      write(() => {
        const known = find.get(id);
        if (!known) return null;
        const { pushed, leaderboard } = { ...toRecord(known), ...change };
        const columns = {
          pushedTo: pushed?.competition ?? null,
          pushedAt: pushed?.at ?? null,
          score: leaderboard?.score ?? null,
          scoredAt: leaderboard?.at ?? null,
        };
        return toRecord(update.get({ id, ...columns }) as SubmissionRow); // it was there a moment ago
      }),
    listSubmissions: (runId) => list.all({ runId: runId ?? null }).map(toRecord),
  };
}

const expectedScore: z.ZodType<ExpectedScore> = z.object({
  accuracy: z.number(),
  low: z.number(),
  high: z.number(),
  rows: z.number(),
});

function toRecord(row: SubmissionRow): SubmissionRecord {
  const column = (name: string) => `submissions.${name} of ${row.id}`;
  return {
    id: row.id,
    runId: row.run_id,
    path: row.path,
    sha256: row.sha256,
    rows: row.rows,
    expected: readOptionalJson(expectedScore, row.expected, column("expected")),
    lineage: readJson(z.record(z.string(), jsonValue), row.lineage, column("lineage")),
    createdAt: row.created_at,
    pushed: row.pushed_to === null ? null : { competition: row.pushed_to, at: row.pushed_at ?? 0 },
    leaderboard:
      row.leaderboard === null ? null : { score: row.leaderboard, at: row.scored_at ?? 0 },
  };
}
