/** GET /api/verdict?sweep=: which configuration answers the validation rows best, and how sure that is. */
export interface VerdictReport {
  /** The highest accuracy first: that one leads. */
  contestants: VerdictContestant[];
  /** The leader's accuracy corrected for having been chosen by the rows that measure it; null with nothing to choose from. */
  bestOfMany: {
    observed: number;
    expected: number;
    /** 95 % interval of `expected`. */
    low: number;
    high: number;
    candidates: number;
  } | null;
  /** Validation rows of the leader; null where no run has usable predictions. */
  rows: number | null;
  /** Finished runs without usable predictions, which take no part. */
  withoutPredictions: number;
  /** Cross-validations that are not compared, because not all of their folds can be used. */
  leftOutFolds: { name: string; usable: number; count: number }[];
  /** The verdict in words, the most important first; names are between backticks. Empty where there is nothing to say. */
  sentences: string[];
}

/** One configuration: its runs differ in their seeds alone. */
export interface VerdictContestant {
  name: string;
  variant: string;
  /** Ids; with folds, of all of them. */
  runs: string[];
  /** Folds of its cross-validation, whose answers are joined over all rows; null: one split. */
  folds: number | null;
  /** How many seeds it was trained with. */
  seeds: number;
  /** Mean over the runs, with its 95 % interval: over the seeds of several, over the rows with one seed. */
  accuracy: number;
  low: number;
  high: number;
  /** Null for the leader, and for who answered other rows. */
  versusLeader: {
    /** The leader's accuracy less this one's. */
    difference: number;
    pValue: number;
    /** Corrected for the number of comparisons (Holm). */
    corrected: number;
    isBeaten: boolean;
    test: "mcnemar" | "seeds-and-rows";
    /** Pairs of runs that were compared. */
    pairs: number;
  } | null;
}
