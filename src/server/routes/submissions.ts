import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type {
  LeaderboardRequest,
  SubmissionChange,
  SubmissionChanges,
  SubmissionItem,
  SubmissionList,
} from "../../api/submissions.js";
import { SweepError } from "../../core/errors.js";
import type { SubmissionRecord } from "../../core/records.js";
import { calibrate } from "../../selection/calibration.js";
import {
  type ChangedRow,
  countChanges,
  submissionBefore,
  testFileOf,
} from "../../selection/changed-rows.js";
import { shownPath } from "../../selection/shown-path.js";
import { SubmissionFiles } from "../../selection/submission-files.js";
import { testSetOf } from "../../selection/test-set.js";
import type { ServerDeps } from "../deps.js";
import { get, put, type Reply, type Route } from "../route.js";

const MOST_ROWS = 500; // pictures of one page

const params = z.object({ id: z.coerce.number().int().min(1) });
const digit = z.coerce.number().int().min(0).max(9).optional();
const changesQuery = z.strictObject({
  before: digit,
  after: digit,
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(60),
  offset: z.coerce.number().int().min(0).default(0),
});
const leaderboard: z.ZodType<LeaderboardRequest> = z.strictObject({
  score: z.number().min(0).max(1).nullable(),
});

/** The history of submissions: what they are, what was said of them, and what each changed. */
export function submissionRoutes(deps: ServerDeps): Route[] {
  const { store, now } = deps;
  const files = new SubmissionFiles(deps.runsDir);
  const list = () => listSubmissions(deps, files);
  return [
    get({
      path: "/api/submissions",
      params: z.strictObject({}),
      query: z.strictObject({}),
      handle: list,
    }),
    get({
      path: "/api/submissions/:id/changes",
      params,
      query: changesQuery,
      handle: ({ params: { id }, query }) => ({
        type: "json",
        value: reportChanges(deps, files, { id, ...query }),
      }),
    }),
    get({
      path: "/api/submissions/:id/file.csv",
      params,
      query: z.strictObject({}),
      handle: ({ params: { id } }) => downloadOf(find(deps, id), files),
    }),
    put({
      path: "/api/submissions/:id/leaderboard",
      params,
      body: leaderboard,
      handle({ params: { id }, body: { score } }) {
        find(deps, id);
        store.updateSubmission(id, { leaderboard: score === null ? null : { score, at: now() } });
        return list();
      },
    }),
  ];
}

async function listSubmissions(deps: ServerDeps, files: SubmissionFiles): Promise<Reply> {
  const all = deps.store.listSubmissions();
  const submissions: SubmissionItem[] = [];
  for (const record of all) {
    submissions.push(toItem(record, all, deps, files));
    await setImmediate(); // reading a file takes milliseconds, in which others are answered, too
  }
  const value: SubmissionList = { submissions, calibration: calibrate(all) };
  return { type: "json", value };
}

function toItem(
  record: SubmissionRecord,
  all: readonly SubmissionRecord[],
  { store, runsDir, cwd }: ServerDeps,
  files: SubmissionFiles,
): SubmissionItem {
  const { id, runId, lineage: _, path, ...same } = record;
  const run = store.getRun(runId);
  const before = submissionBefore(record, all);
  const name = run && testSetOf(runsDir, run).name;
  return {
    ...same,
    id,
    run: { id: runId, name: run?.name ?? "" },
    data: { name: name && shownPath(name, cwd), sha256: testFileOf(record) },
    path: shownPath(path, cwd),
    before: before && { id: before.id, changed: files.countChanges(before, record) },
    hasFile: files.has(record),
  };
}

interface ChangesRequest extends z.infer<typeof changesQuery> {
  id: number;
}

function reportChanges(
  deps: ServerDeps,
  files: SubmissionFiles,
  { id, before, after, limit, offset }: ChangesRequest,
): SubmissionChanges {
  const submission = find(deps, id);
  const against = submissionBefore(submission, deps.store.listSubmissions());
  const changed = against ? files.changes(against, submission) : [];
  if (changed === null) throw lost(submission, against);
  const matching = changed.filter(
    (row) => row.before === (before ?? row.before) && row.after === (after ?? row.after),
  );
  return {
    submission: { id, run: submission.runId },
    against: against && { id: against.id, run: against.runId },
    rows: submission.rows,
    changed: changed.length,
    matrix: countChanges(changed),
    changes: withConfidence(matching.slice(offset, offset + limit), files, against, submission),
    matching: matching.length,
  };
}

/** Both submissions have the same rows in the same order: both were checked against one test file's ids. */
function withConfidence(
  rows: readonly ChangedRow[],
  files: SubmissionFiles,
  before: SubmissionRecord | null,
  after: SubmissionRecord,
): SubmissionChange[] {
  const earlier = before && files.confidence(before);
  const latest = files.confidence(after);
  return rows.map((each) => ({
    ...each,
    confidence: { before: earlier?.[each.row] ?? null, after: latest?.[each.row] ?? null },
  }));
}

function downloadOf(submission: SubmissionRecord, files: SubmissionFiles): Reply {
  const text = files.text(submission);
  if (text === null) throw lost(submission, null);
  const name = `submission-${submission.id}-${submission.runId}.csv`;
  return { type: "attachment", contentType: "text/csv; charset=utf-8", text, name };
}

/** @throws SweepError("not-found") */
function find({ store }: ServerDeps, id: number): SubmissionRecord {
  const all = store.listSubmissions();
  const found = all.find((each) => each.id === id);
  if (found) return found;
  const known = all.map((each) => each.id).join(", ") || "none yet";
  throw new SweepError(
    "not-found",
    `submission: expected the number of one (${known}), got \`${id}\``,
  );
}

function lost(submission: SubmissionRecord, against: SubmissionRecord | null): SweepError {
  const which = against
    ? `submission ${submission.id} or ${against.id}`
    : `submission ${submission.id}`;
  return new SweepError(
    "not-found",
    `${which}: its file was removed or has changed since it was recorded`,
  );
}
