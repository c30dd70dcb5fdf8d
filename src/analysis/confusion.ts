import { type Predictions, predictedClasses } from "../protocol/predictions.js";

/** Counts, [true class][answered class]. */
export function countConfusion(
  { labels, classes }: Pick<Predictions, "labels" | "classes">,
  answers: Uint8Array,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((label, i) => {
    const row = counts[label];
    const answer = answers[i];
    if (row && answer !== undefined) row[answer] = (row[answer] ?? 0) + 1;
  });
  return counts;
}

export function confusionOf(predictions: Predictions): number[][] {
  return countConfusion(predictions, predictedClasses(predictions));
}
