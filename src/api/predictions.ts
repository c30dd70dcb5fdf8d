/** GET /api/runs/:id/predictions: a run's answers on its validation rows. */
export interface PredictionReport {
  /** Validation rows, and how many of them were answered rightly. */
  rows: number;
  correct: number;
  /** Counts, [true class][answered class]. */
  confusion: number[][];
  perClass: ClassAccuracy[];
  /** Most confident first; at most the server's limit of `misclassifiedTotal`. */
  misclassified: Misclassified[];
  misclassifiedTotal: number;
}

export interface ClassAccuracy {
  label: number;
  rows: number;
  correct: number;
  /** Null for a class without rows. */
  accuracy: number | null;
}

export interface Misclassified {
  /** 0-based data row in the training file. */
  row: number;
  label: number;
  answer: number;
  /** That the model gave to its answer. */
  probability: number;
}
