import { messageOf } from "../core/errors.js";
import type { ExpectedScore, RunRecord } from "../core/records.js";
import type { Predictions } from "../protocol/predictions.js";
import type { MetricStore } from "../store/store.js";
import { comparePaired, type PairedComparison } from "./mcnemar.js";
import { expectedScore, readPredictions } from "./validation-score.js";

/** How sure a run's place is. */
export interface Confidence {
  /** Validation accuracy with its interval; null where the run kept no predictions, or unusable ones. */
  score: ExpectedScore | null;
  /** Against the first run of the ranking; null for that one itself, and where the two cannot be compared. */
  versusBest: PairedComparison | null;
  /** Why its predictions cannot be used; null where they can, or there are none. */
  problem: string | null;
}

/** The confidence in each of the runs, best first, from their validation predictions. */
export function assessRanking(
  store: MetricStore,
  runsDir: string,
  ranking: readonly RunRecord[],
): Confidence[] {
  const [best, ...others] = ranking;
  if (!best) return [];
  const reference = answersOf(store, runsDir, best);
  return [
    { score: reference.score, versusBest: null, problem: reference.problem },
    ...others.map((run) => {
      const { score, predictions, problem } = answersOf(store, runsDir, run);
      const versusBest =
        predictions && reference.predictions
          ? comparePaired(reference.predictions, predictions)
          : null;
      return { score, versusBest, problem };
    }),
  ];
}

interface Answers {
  score: ExpectedScore | null;
  predictions: Predictions | null;
  problem: string | null;
}

function answersOf(store: MetricStore, runsDir: string, run: RunRecord): Answers {
  try {
    const score = expectedScore(store, runsDir, run);
    return { score, predictions: score && readPredictions(runsDir, run.id), problem: null };
  } catch (error) {
    return { score: null, predictions: null, problem: messageOf(error) }; // one damaged file must not hide the ranking
  }
}
