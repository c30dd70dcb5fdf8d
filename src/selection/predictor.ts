import type { RunRecord } from "../core/records.js";
import type { OnProgress } from "../core/trainer.js";

export interface TestAnswers {
  /** The predicted class of each test row, in the file's order. */
  labels: Uint8Array;
  /** The probability that the model gave to each answer, length rows; left out where it is not known. */
  confidence?: Float32Array;
  /** Hash of the model that answered. */
  modelSha256: string;
}

/** Answers the test set with a run's model. Whatever it opens (a tensor backend, files) is closed when it resolves. */
export interface Predictor {
  /** @throws SweepError("data" | "backend" | "not-found") when data, backend or model cannot be used. */
  predictTest(run: RunRecord, onProgress: OnProgress): Promise<TestAnswers>;
}
