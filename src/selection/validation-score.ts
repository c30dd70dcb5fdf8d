import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SweepError } from "../core/errors.js";
import type { ExpectedScore, RunRecord } from "../core/records.js";
import {
  PREDICTIONS_FILE,
  type Predictions,
  parsePredictions,
  predictedClasses,
} from "../protocol/predictions.js";
import { runPaths } from "../protocol/run-paths.js";
import type { MetricStore } from "../store/store.js";
import { wilsonInterval } from "./interval.js";

/** The metric that must agree with a run's predictions, where the run logs it. */
export const ACCURACY_METRIC = "val_accuracy";

/** A run's answers on its validation rows; null when it kept none. @throws SweepError("data") when the file is damaged. */
export function readPredictions(runsDir: string, runId: string): Predictions | null {
  const file = join(runPaths(runsDir, runId).artifacts, PREDICTIONS_FILE);
  if (!existsSync(file)) return null;
  try {
    return parsePredictions(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new SweepError("data", `run ${runId}: ${(cause as Error).message}`, { cause });
  }
}

/** Accuracy on the validation rows with its 95 % Wilson interval; null when there are no rows. */
export function validationScore(predictions: Predictions): ExpectedScore | null {
  const rows = predictions.rows.length;
  if (rows === 0) return null;
  const answers = predictedClasses(predictions);
  const correct = predictions.labels.reduce((n, label, i) => n + (answers[i] === label ? 1 : 0), 0);
  return { accuracy: correct / rows, ...wilsonInterval(correct, rows), rows };
}

/**
 * What the run's model may be expected to score on new data: recomputed from its predictions, and held against the
 * accuracies that it logged. Null when it kept no predictions.
 *
 * @throws SweepError("data") when the run logged `val_accuracy`, but never the one that its predictions have: then the
 * predictions are not those of the model that was measured, and neither figure can be trusted.
 */
export function expectedScore(
  store: MetricStore,
  runsDir: string,
  run: RunRecord,
): ExpectedScore | null {
  const predictions = readPredictions(runsDir, run.id);
  const score = predictions && validationScore(predictions);
  if (!score) return null;
  const logged = store.curve(run.id, ACCURACY_METRIC);
  if (logged.length === 0) return score;
  const nearest = logged.reduce((a, b) =>
    distance(b.value, score.accuracy) < distance(a.value, score.accuracy) ? b : a,
  );
  if (distance(nearest.value, score.accuracy) <= ROUNDING_ROWS / score.rows) return score;
  throw new SweepError(
    "data",
    `run ${run.id}: artifacts/${PREDICTIONS_FILE} has an accuracy of ${score.accuracy} on ${score.rows} rows, expected one ` +
      `that the run logged as \`${ACCURACY_METRIC}\`; the nearest is ${nearest.value} at step ${nearest.step}`,
  );
}

/** Predictions are written with six digits: where two classes tie in them, a row may be counted the other way. */
const ROUNDING_ROWS = 1.5;

function distance(a: number, b: number): number {
  return Number.isFinite(a) ? Math.abs(a - b) : Number.POSITIVE_INFINITY;
}
