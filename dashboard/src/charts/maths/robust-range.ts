const TAIL = 0.02; // of all values, at either end: what may be an outlier
const REACH = 1; // of the spread of the others: an end that is no further than this away is no outlier

/**
 * From where to where an axis goes that outliers do not squeeze: the 2nd to the 98th percentile, and on to the extreme
 * where that is near. Null where no value is finite.
 */
export function robustRange(values: Iterable<number>): [number, number] | null {
  const sorted = Float64Array.from(finiteOf(values)).sort();
  if (sorted.length === 0) return null;
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const [low, high] = [quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)];
  const reach = (high - low) * REACH;
  return [least >= low - reach ? least : low, most <= high + reach ? most : high];
}

/** Lowest and highest finite value; null where there is none. */
export function fullRange(values: Iterable<number>): [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of finiteOf(values)) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/** With linear interpolation between neighbours. @param sorted ascending, at least one */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

function* finiteOf(values: Iterable<number>): Iterable<number> {
  for (const value of values) if (Number.isFinite(value)) yield value;
}
