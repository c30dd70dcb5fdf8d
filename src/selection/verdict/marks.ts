import type { RunRecord } from "../../core/records.js";
import { type Predictions, predictedClasses } from "../../protocol/predictions.js";
import type { MetricStore } from "../../store/store.js";
import { readAnswers } from "../answers.js";

/** A run with what it answered right; or the folds of a cross-validation, as if they were one run that answered all rows. */
export interface MarkedRun {
  id: string;
  /** Its runs: itself, or those of the folds in their order. */
  ids: string[];
  seed: number;
  /** Data rows and their true classes. */
  rows: Int32Array;
  labels: Uint8Array;
  /** 1 where the answer is right, 0 elsewhere. */
  right: Uint8Array;
}

/** How many of these marks are right answers. */
export function countRight(right: Uint8Array): number {
  return right.reduce((sum, each) => sum + each, 0);
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
  return { id: run.id, ids: [run.id], seed: run.definition.seed, rows, labels, right };
}

/** All folds of one configuration and seed as one. Null where two of them answered the same row: they are no folds, then. */
export function joinMarks(parts: readonly MarkedRun[]): MarkedRun | null {
  const [first, ...others] = parts;
  if (!first || others.length === 0) return first ?? null;
  const answers = parts.flatMap(({ rows, labels, right }) =>
    Array.from(rows, (row, i) => ({ row, label: labels[i] ?? 0, right: right[i] ?? 0 })),
  );
  answers.sort((a, b) => a.row - b.row);
  if (answers.some(({ row }, i) => row === answers[i - 1]?.row)) return null;
  return {
    id: first.id,
    ids: parts.flatMap(({ ids }) => ids),
    seed: first.seed,
    rows: Int32Array.from(answers, ({ row }) => row),
    labels: Uint8Array.from(answers, ({ label }) => label),
    right: Uint8Array.from(answers, ({ right }) => right),
  };
}
