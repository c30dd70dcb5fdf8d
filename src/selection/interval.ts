/** A range of proportions, each in [0, 1]. */
export interface Interval {
  low: number;
  high: number;
}

const Z_95 = 1.959963984540054; // 97.5 % quantile of the standard normal distribution

/**
 * The Wilson score interval with 95 % confidence for a proportion: unlike the usual ± interval it stays inside [0, 1] and
 * keeps its coverage near 0 and 1, where accuracies are.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209–212;
 * method 3 (without continuity correction) in R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872.
 *
 * @throws RangeError unless 0 ≤ successes ≤ trials and trials ≥ 1, all whole.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (!isCount(successes) || !isCount(trials) || trials === 0 || successes > trials) {
    throw new RangeError(
      `wilsonInterval: expected whole 0 ≤ successes ≤ trials ≥ 1, got ${successes} of ${trials}`,
    );
  }
  const proportion = successes / trials;
  const z2 = Z_95 ** 2;
  const centre = proportion + z2 / (2 * trials);
  const spread = Z_95 * Math.sqrt((proportion * (1 - proportion) + z2 / (4 * trials)) / trials);
  const scale = 1 + z2 / trials;
  return {
    low: successes === 0 ? 0 : (centre - spread) / scale, // exact where rounding would leave 1e-18
    high: successes === trials ? 1 : (centre + spread) / scale,
  };
}

/** Successes of a number of trials. */
export interface Count {
  successes: number;
  trials: number;
}

/**
 * A 95 % interval for the difference of two proportions, first less second, of trials that do not depend on each other.
 * Source: method 10 (hybrid score interval) in R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890.
 *
 * @throws RangeError as wilsonInterval.
 */
export function differenceInterval(first: Count, second: Count): Interval {
  const [a, b] = [
    wilsonInterval(first.successes, first.trials),
    wilsonInterval(second.successes, second.trials),
  ];
  const [p, q] = [first.successes / first.trials, second.successes / second.trials];
  return {
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
