import { z } from "zod";
import { jsonValue } from "../../core/json.js";
import type { ExpectedScore, SubmissionRecord } from "../../core/records.js";
import { readJson, readOptionalJson } from "./json-column.js";

export interface SubmissionRow {
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

const expectedScore: z.ZodType<ExpectedScore> = z.object({
  accuracy: z.number(),
  low: z.number(),
  high: z.number(),
  rows: z.number(),
});

export function toSubmission(row: SubmissionRow): SubmissionRecord {
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
