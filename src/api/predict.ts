/** `POST /predict` of `sweep serve`. */
export interface PredictReply {
  /** One for each picture, in the request's order. */
  predictions: Prediction[];
  /** Which model gave them. */
  model: { run: string; sha256: string };
}

export interface Prediction {
  /** The digit with the largest probability. */
  label: number;
  /** Of 0 to 9. */
  probabilities: number[];
}

/** What the drawing page needs of `GET /model`. */
export interface ModelFacts {
  run: string;
  name: string;
  validation: { accuracy: number; low: number; high: number; rows: number } | null;
}
