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
}

export function createSubmissionStore(connection: Connection): SubmissionStore {
  const { db, write } = connection;
  const requireRun = createRequireRun(connection);
  const add = db.prepare<[object], SubmissionRow>(`
    insert into submissions (run_id, path, sha256, rows, expected, lineage, created_at)
    values (@runId, @path, @sha256, @rows, @expected, @lineage, @createdAt)
    returning *`);
  const list = db.prepare<[object], SubmissionRow>(`
    select * from submissions where @runId is null or run_id = @runId order by id desc`);

  return {
    addSubmission: ({ expected, lineage, ...plain }) =>
      write(() => {
        requireRun(plain.runId);
        const json = { expected: writeOptionalJson(expected), lineage: JSON.stringify(lineage) };
        return toRecord(add.get({ ...plain, ...json }) as SubmissionRow); // "returning" gives a row
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
  };
}
