import type { RunRecord } from "../../core/records.js";
import { type Predictions, predictedClasses } from "../../protocol/predictions.js";
import type { MetricStore } from "../../store/store.js";
import { readAnswers } from "../answers.js";

/** A run with what it answered right. */
export interface MarkedRun {
  id: string;
  seed: number;
  /** Data rows and their true classes. */
  rows: Int32Array;
  labels: Uint8Array;
  /** 1 where the answer is right, 0 elsewhere. */
  right: Uint8Array;
}

/** Null where the run kept no predictions, or unusable ones. */
export function readMarks(store: MetricStore, runsDir: string, run: RunRecord): MarkedRun | null {
  const { predictions } = readAnswers(store, runsDir, run);
  return predictions && markRun(run, predictions);
}

export function markRun(run: RunRecord, predictions: Predictions): MarkedRun {
  const answers = predictedClasses(predictions);
  const { rows, labels } = predictions;
  const right = Uint8Array.from(labels, (label, i) => Number(answers[i] === label));
  return { id: run.id, seed: run.definition.seed, rows, labels, right };
}
