/** What the candidates of an ensemble answered on the same labelled rows. */
export interface Answers {
  /** True classes, length n. */
  labels: Uint8Array;
  /** One for each candidate, row-major [n, CLASSES]. */
  probabilities: readonly Float32Array[];
}

/** The weighted mean of the candidates' probabilities, [n, CLASSES]. `weights`: one for each, together 1. */
export function blend({ probabilities }: Answers, weights: readonly number[]): Float32Array {
  const sum = new Float64Array(probabilities[0]?.length ?? 0);
  probabilities.forEach((answers, candidate) => {
    const weight = weights[candidate] ?? 0;
    if (weight === 0) return;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + weight * (answers[i] ?? 0);
  });
  return Float32Array.from(sum);
}
