import { messageOf } from "../core/errors.js";
import type { ExpectedScore, RunRecord } from "../core/records.js";
import type { Predictions } from "../protocol/predictions.js";
import type { MetricStore } from "../store/store.js";
import { expectedScore, readPredictions } from "./validation-score.js";

/** What a run answered on its validation rows, and how good that is. */
export interface Answers {
  /** Null where the run kept no predictions, or unusable ones; both are null then. */
  score: ExpectedScore | null;
  predictions: Predictions | null;
  /** Why its predictions cannot be used; null where they can, or there are none. */
  problem: string | null;
}

/** One damaged file must not hide the other runs: what is wrong with it is told, not thrown. */
export function readAnswers(store: MetricStore, runsDir: string, run: RunRecord): Answers {
  try {
    const score = expectedScore(store, runsDir, run);
    return { score, predictions: score && readPredictions(runsDir, run.id), problem: null };
  } catch (error) {
    return { score: null, predictions: null, problem: messageOf(error) };
  }
}
