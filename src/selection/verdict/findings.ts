import type { BestOfMany } from "./best-of-many.js";
import type { Comparison } from "./compare.js";
import type { Contestant, LeftOutFolds } from "./contestants.js";

/** Which configuration answers the validation rows best, and how sure that is. */
export interface Findings {
  /** The highest accuracy first: that one leads. */
  contestants: Judged[];
  /** Null where there is nothing to choose from. */
  bestOfMany: BestOfMany | null;
  /** Validation rows of the leader; null where there is none. */
  rows: number | null;
  /** Runs without usable predictions, which take no part; folds are told apart. */
  withoutPredictions: number;
  /** Cross-validations of which not every fold can be used. */
  leftOutFolds: LeftOutFolds[];
}

export interface Judged extends Omit<Contestant, "runs"> {
  /** Ids of its runs; with folds, of all of them. */
  runs: string[];
  /** How many seeds it was trained with. */
  seeds: number;
  /** Null for the leader, and for who answered other rows. */
  versusLeader: CorrectedComparison | null;
}

/** The leader against another. */
export interface CorrectedComparison extends Comparison {
  /** The p-value corrected for all comparisons with the leader (Holm). */
  corrected: number;
  /** The leader is better beyond noise: `corrected` is below 0.05. */
  isBeaten: boolean;
}
