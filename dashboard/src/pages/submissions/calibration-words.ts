import type { SubmissionList } from "../../../../src/api/submissions.js";
import { plural } from "../../format.js";

/** How well validation foretold the leaderboard, in a sentence. */
export function calibrationWords({
  scored,
  inside,
  bias,
}: NonNullable<SubmissionList["calibration"]>): string {
  const points = `${(100 * Math.abs(bias)).toFixed(2)} points ${bias < 0 ? "below" : "above"}`;
  return `Leaderboard against validation: ${inside} of ${plural(scored, "score")} in the expected interval, on average ${points} what was expected.`;
}
