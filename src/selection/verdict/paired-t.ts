export interface PairedT {
  /** Mean of the differences. */
  mean: number;
  /** Two-sided p-value of "the mean is 0". */
  pValue: number;
}

/**
 * Student's t-test of paired differences, n ≥ 2 of them. Differences that are all the same leave no doubt: p is 0, or 1 where
 * they are 0. Source: "Student", "The probable error of a mean", Biometrika 6 (1908) 1–25.
 */
export function pairedT(differences: ArrayLike<number>): PairedT {
  const n = differences.length;
  const all = Array.from(differences);
  const mean = all.reduce((sum, each) => sum + each, 0) / n;
  const squares = all.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const error = Math.sqrt(squares / (n - 1) / n);
  if (error < TINY) return { mean, pValue: Math.abs(mean) < TINY ? 1 : 0 };
  return { mean, pValue: twoSidedT(mean / error, n - 1) };
}

const TINY = 1e-12; // differences of accuracies are multiples of one row's share; less is rounding

/**
 * P(|T| ≥ |t|) for Student's t with whole degrees of freedom: a finite sum, exact but for rounding (absolute, about 1e-15).
 * Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
 */
export function twoSidedT(t: number, degreesOfFreedom: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degreesOfFreedom));
  const isOdd = degreesOfFreedom % 2 === 1;
  const cos = Math.cos(angle);
  let term = isOdd ? cos : 1;
  let sum = degreesOfFreedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k < degreesOfFreedom; k += 2) {
    term *= ((k - 1) / k) * cos ** 2;
    sum += term;
  }
  const inside = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return Math.min(1, Math.max(0, 1 - inside));
}
