/**
 * GET /api/disagreements?runs=a,b&pattern=10&limit=60&offset=0: the validation rows on which two to eight runs do not all give
 * the same answer. Only rows that every run answered count (`rows`).
 */
export interface DisagreementReport {
  /** In the order asked for; so are all lists that have an entry for each run. */
  runs: RunAnswers[];
  /** Validation rows that all of them answered. */
  rows: number;
  /** Did every run answer the same rows? Otherwise figures are about the common ones alone. */
  sameSplit: boolean;
  /** Every two runs, the first against each later one first. */
  pairs: PairedTest[];
  /** Most frequent first. */
  patterns: Pattern[];
  /** One page of those that match `pattern`. Where one run is right and another wrong, both sure, comes first. */
  disagreements: Disagreement[];
  /** How many match `pattern`, and how many there are in all. */
  matching: number;
  total: number;
}

export interface RunAnswers {
  id: string;
  name: string;
  /** Rows that it answered; on the common rows: */
  answered: number;
  correct: number;
  accuracy: number;
  /** Counts, [true class][answered class]. */
  confusion: number[][];
}

export interface PairedTest {
  first: string;
  second: string;
  /** Rows that only the one, and only the other, answered right. */
  onlyFirst: number;
  onlySecond: number;
  /** McNemar's exact test, two-sided. */
  pValue: number;
}

/** Which runs are right on a row: a character for each, `1` right, `0` wrong. */
export interface Pattern {
  pattern: string;
  rows: number;
}

export interface Disagreement {
  /** 0-based data row in the training file; its picture is /api/runs/<first run>/rows/<row>.png. */
  row: number;
  label: number;
  pattern: string;
  answers: Answer[];
}

export interface Answer {
  answer: number;
  /** That the model gave to its answer. */
  probability: number;
  /** That it gave to the true class. */
  ofLabel: number;
}
