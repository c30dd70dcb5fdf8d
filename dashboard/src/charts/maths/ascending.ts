/** Of ascending positions those within bounds, with one beyond either end, so that lines reach the edges. @returns first and end */
export function visibleRange(
  x: Float64Array,
  [low, high]: readonly [number, number],
): [number, number] {
  return [Math.max(0, firstAtLeast(x, low) - 1), Math.min(x.length, firstAtLeast(x, high) + 2)];
}

/** Index of the first that is not below `wanted`; the length where there is none. */
export function firstAtLeast(x: Float64Array, wanted: number): number {
  let [from, to] = [0, x.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((x[middle] ?? 0) < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}
