import type { SubmissionRecord } from "../core/records.js";

/** How well validation foretold the leaderboard. */
export interface Calibration {
  /** Submissions with both an expected and a leaderboard score. */
  scored: number;
  /** How many of these scores lie in the expected 95 % interval. */
  inside: number;
  /** Mean of leaderboard less expected accuracy; below 0: validation flatters. */
  bias: number;
}

/** Null without a submission that has both scores. */
export function calibrate(submissions: readonly SubmissionRecord[]): Calibration | null {
  const pairs = submissions.flatMap(({ expected, leaderboard }) =>
    expected && leaderboard ? [{ expected, score: leaderboard.score }] : [],
  );
  if (pairs.length === 0) return null;
  const gaps = pairs.map(({ expected, score }) => score - expected.accuracy);
  return {
    scored: pairs.length,
    inside: pairs.filter(({ expected, score }) => expected.low <= score && score <= expected.high)
      .length,
    bias: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
  };
}
