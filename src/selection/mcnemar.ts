import { type Predictions, predictedClasses } from "../protocol/predictions.js";
import { sameNumbers } from "./same-numbers.js";

/** How two runs answered the same validation rows. */
export interface PairedComparison {
  /** Rows that only the first, and only the second, answered right. */
  onlyFirst: number;
  onlySecond: number;
  /** Two-sided p-value of "both err equally often". Below 0.05 it is hard to call the difference chance. */
  pValue: number;
}

/**
 * McNemar's test in its exact form: of the rows on which exactly one of the two is right, each is as likely to be either's
 * if the runs are equally good, so the count is binomial with probability ½. Much sharper than comparing two intervals,
 * because both runs met the same rows.
 * Source: Q. McNemar, Psychometrika 12 (1947) 153–157; for classifiers: T. G. Dietterich, Neural Computation 10 (1998).
 *
 * @returns null when the two did not answer the same rows with the same true labels.
 */
export function comparePaired(first: Predictions, second: Predictions): PairedComparison | null {
  if (!sameNumbers(first.rows, second.rows) || !sameNumbers(first.labels, second.labels))
    return null;
  const answersOfFirst = predictedClasses(first);
  const answersOfSecond = predictedClasses(second);
  let onlyFirst = 0;
  let onlySecond = 0;
  first.labels.forEach((label, i) => {
    const right = answersOfFirst[i] === label;
    if (right === (answersOfSecond[i] === label)) return;
    if (right) onlyFirst++;
    else onlySecond++;
  });
  return { onlyFirst, onlySecond, pValue: exactMcNemar(onlyFirst, onlySecond) };
}

/** Two-sided exact p-value for the two counts of discordant pairs: 2 · P(X ≤ min), X ~ Binomial(sum, ½), at most 1. */
export function exactMcNemar(onlyFirst: number, onlySecond: number): number {
  const pairs = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  let logTerm = -pairs * Math.LN2; // log of C(pairs, 0) / 2^pairs; logarithms, since 2^-pairs underflows
  let tail = Math.exp(logTerm);
  for (let k = 1; k <= fewer; k++) {
    logTerm += Math.log((pairs - k + 1) / k);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}
