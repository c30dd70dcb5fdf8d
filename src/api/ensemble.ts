import type { ExpectedScore } from "../core/records.js";

/** GET /api/runs/:id/ensemble: what a finished ensemble is made of, and whether that was worth it; null for any other run. */
export interface EnsembleReply {
  ensemble: EnsembleParts | null;
}

export interface EnsembleParts {
  /** Those with a weight, the largest first. */
  members: EnsemblePart[];
  /** From how many they were chosen. */
  candidates: number;
  /** Views of each picture over which it answers; 1: the picture alone. */
  views: number;
  /** Accuracy on the validation rows, each answered with weights that it did not choose; null where there are no predictions. */
  score: ExpectedScore | null;
  /** The accuracy of the final weights on the rows that have chosen them. */
  fittedAccuracy: number;
  /** In words, with names between backticks; null where the two cannot be compared. */
  versusBest: { sentence: string } | null;
}

export interface EnsemblePart {
  name: string;
  /** Ids of its runs. */
  runs: string[];
  weight: number;
  /** Of what its runs answered on the validation rows; `tta_accuracy`: over several views. */
  accuracy: number;
  tta_accuracy?: number | undefined;
}
