/**
 * The 97.5 % quantile of Student's t: a mean ± it × sd / √n is a 95 % interval. Exact for one and two degrees of freedom, else
 * to five digits. Source: G. W. Hill, "Algorithm 396: Student's t-quantiles", Communications of the ACM 13 (1970) 619–620.
 *
 * @throws RangeError unless degreesOfFreedom is whole and at least 1.
 */
export function studentT95(degreesOfFreedom: number): number {
  const n = degreesOfFreedom;
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`studentT95: expected a whole number from 1, got ${n}`);
  if (n === 1) return 1 / Math.tan((TWO_TAILS * Math.PI) / 2);
  if (n === 2) return Math.sqrt(2 / (TWO_TAILS * (2 - TWO_TAILS)) - 2);
  const a = 1 / (n - 0.5);
  const b = 48 / a / a;
  let c = ((20700 * a) / b - 98) * a - 16;
  c = c * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * n;
  let x = d * TWO_TAILS;
  let y = x ** (2 / n);
  if (y > 0.05 + a) {
    x = Z_975;
    y = x * x;
    if (n < 5) c += 0.3 * (n - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y * y);
  } else {
    y =
      ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1) *
        ((n + 1) / (n + 2)) +
      1 / y;
  }
  return Math.sqrt(n * y);
}

const TWO_TAILS = 0.05;
const Z_975 = -1.959963984540054; // the normal distribution's quantile, negative as in the paper
