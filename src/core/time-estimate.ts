/** How long training will take, as far as it can be told from what was trained before. */
export interface TimeEstimate {
  /** Milliseconds from the start to the end of all runs: likely between these. */
  lowMs: number;
  highMs: number;
  /** What it is based on, in words. */
  basis: string;
  /** Runs to train that are like none before: they are not in it. */
  unknown: number;
}
