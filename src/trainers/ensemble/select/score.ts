import { CLASSES } from "../../digits/description.js";

/** How good answers are. */
export interface Score {
  /** How many rows are answered right. */
  right: number;
  /** Summed over the rows. */
  logLoss: number;
}

/** More right answers are better; of as many, a smaller log-loss is. */
export function isBetter(one: Score, other: Score): boolean {
  return one.right > other.right || (one.right === other.right && one.logLoss < other.logLoss);
}

/**
 * The score of the mean of `count` answers, given as their sum. `rows`: indices to be scored; both arrays are row-major
 * [n, CLASSES], and `added` counts as one of the `count`. Of equal probabilities the lower class is the answer.
 */
export function scoreOf(
  { sum, added, count }: { sum: Float64Array; added: Float32Array | null; count: number },
  labels: Uint8Array,
  rows: Int32Array,
): Score {
  let right = 0;
  let logLoss = 0;
  for (const row of rows) {
    const at = row * CLASSES;
    const label = labels[row] ?? 0;
    let [answer, most, ofLabel] = [0, Number.NEGATIVE_INFINITY, 0];
    for (let c = 0; c < CLASSES; c++) {
      const value = (sum[at + c] ?? 0) + (added?.[at + c] ?? 0);
      const mean = Math.fround(value / count); // as it is answered: a tie there is one here, whatever the last bits of the sum say
      if (mean > most) [answer, most] = [c, mean];
      if (c === label) ofLabel = value;
    }
    if (answer === label) right++;
    logLoss -= Math.log(Math.max(ofLabel / count, SMALLEST_PROBABILITY));
  }
  return { right, logLoss };
}

const SMALLEST_PROBABILITY = 1e-7; // as the validation loss of a digits run
