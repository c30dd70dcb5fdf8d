import { countConfusion } from "../analysis/confusion.js";
import type { ClassAccuracy, Misclassified, PredictionReport } from "../api/predictions.js";
import { type Predictions, predictedClasses } from "../protocol/predictions.js";

const MISCLASSIFIED_LIMIT = 500; // more pictures than anyone looks through; ~30 kB of JSON

/** Confusion matrix, accuracy of each class, and what was answered wrongly. */
export function reportPredictions(predictions: Predictions): PredictionReport {
  const answers = predictedClasses(predictions);
  const confusion = countConfusion(predictions, answers);
  const perClass = confusion.map(classAccuracy);
  const wrong = listMisclassified(predictions, answers);
  return {
    rows: predictions.rows.length,
    correct: predictions.rows.length - wrong.length,
    confusion,
    perClass,
    misclassified: wrong.slice(0, MISCLASSIFIED_LIMIT),
    misclassifiedTotal: wrong.length,
  };
}

function classAccuracy(counts: readonly number[], label: number): ClassAccuracy {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const correct = counts[label] ?? 0;
  return { label, rows, correct, accuracy: rows === 0 ? null : correct / rows };
}

function listMisclassified(predictions: Predictions, answers: Uint8Array): Misclassified[] {
  const { rows, labels, probabilities, classes } = predictions;
  const wrong: Misclassified[] = [];
  answers.forEach((answer, i) => {
    const label = labels[i] ?? 0;
    if (answer === label) return;
    const probability = probabilities[i * classes + answer] ?? 0;
    wrong.push({ row: rows[i] ?? 0, label, answer, probability });
  });
  return wrong.sort((a, b) => b.probability - a.probability || a.row - b.row);
}
