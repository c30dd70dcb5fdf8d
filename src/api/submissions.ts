import type { ExpectedScore, LeaderboardScore, SubmissionPush } from "../core/records.js";

/** GET /api/submissions, newest first; `PUT /api/submissions/:id/leaderboard` answers with it, too. */
export interface SubmissionList {
  submissions: SubmissionItem[];
  /** How well validation foretold the leaderboard; null without a submission that has both scores. */
  calibration: {
    /** Submissions with both scores, and how many of these lie in the expected interval. */
    scored: number;
    inside: number;
    /** Mean of leaderboard less expected accuracy. */
    bias: number;
  } | null;
}

export interface SubmissionItem {
  id: number;
  run: { id: string; name: string };
  /** What it answers: the test file's name as far as it is known, and its SHA-256. */
  data: { name: string | null; sha256: string | null };
  /** Where it was written; relative to the project where it lies inside it. */
  path: string;
  sha256: string;
  rows: number;
  /** From validation; null where the run kept no predictions. */
  expected: ExpectedScore | null;
  leaderboard: LeaderboardScore | null;
  pushed: SubmissionPush | null;
  createdAt: number;
  /** The one before it for the same test file, and how many rows differ (null: a file is lost); null for the first. */
  before: { id: number; changed: number | null } | null;
  /** Is its file still there, to be downloaded from /api/submissions/:id/file.csv? */
  hasFile: boolean;
}

/** Body of PUT /api/submissions/:id/leaderboard: an accuracy from 0 to 1; null takes it back. */
export interface LeaderboardRequest {
  score: number | null;
}

/** GET /api/submissions/:id/changes?before=4&after=9&limit=60&offset=0: against the one before it. */
export interface SubmissionChanges {
  submission: { id: number; run: string };
  /** Null: it is the first for its test file, and all that follows is empty. */
  against: { id: number; run: string } | null;
  /** Rows of the submission, and how many of them differ. */
  rows: number;
  changed: number;
  /** Counts of the changes, [answer before][answer now]. */
  matrix: number[][];
  /** One page of those that are asked for, in the order of the test file, and how many these are. */
  changes: SubmissionChange[];
  matching: number;
}

export interface SubmissionChange {
  /** 0-based data row of the test file; its picture is /api/runs/<run>/test-rows/<row>.png. */
  row: number;
  /** ImageId. */
  id: number;
  before: number;
  after: number;
  /** The probability that each one's model gave to its answer; null where that was not kept. */
  confidence: { before: number | null; after: number | null };
}
