import type { ExpectedScore, RunRecord } from "../core/records.js";
import type { Answers } from "./answers.js";
import { comparePaired, type PairedComparison } from "./mcnemar.js";
import { holm } from "./verdict/holm.js";

/** How sure a run's place is. */
export interface Confidence {
  /** Validation accuracy with its interval; null where the run kept no predictions, or unusable ones. */
  score: ExpectedScore | null;
  /** Against the first run of the ranking; null for that one itself, and where the two cannot be compared. */
  versusBest: CorrectedComparison | null;
  /** Why its predictions cannot be used; null where they can, or there are none. */
  problem: string | null;
}

export interface CorrectedComparison extends PairedComparison {
  /** The p-value corrected for all comparisons of the ranking (Holm). */
  corrected: number;
}

/** The confidence in each of the runs, best first, from their validation predictions. */
export function assessRanking(
  ranking: readonly RunRecord[],
  answersOf: (run: RunRecord) => Answers,
): Confidence[] {
  const [best, ...others] = ranking;
  if (!best) return [];
  const reference = answersOf(best);
  const compared = others.map((run) => {
    const { score, predictions, problem } = answersOf(run);
    const comparison =
      predictions && reference.predictions
        ? comparePaired(reference.predictions, predictions)
        : null;
    return { score, problem, comparison };
  });
  const corrected = holm(compared.flatMap(({ comparison }) => comparison?.pValue ?? []));
  return [
    { score: reference.score, versusBest: null, problem: reference.problem },
    ...compared.map(({ comparison, ...rest }) => ({
      ...rest,
      versusBest: comparison && { ...comparison, corrected: corrected.shift() ?? 1 },
    })),
  ];
}
