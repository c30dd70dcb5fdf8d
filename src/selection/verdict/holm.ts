/**
 * p-values corrected for being several: below 0.05 in these, the chance of even one false claim among all is at most 5 %.
 * Needs no assumption on how the tests hang together, and never loses to Bonferroni's correction.
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979) 65–70.
 *
 * @returns in the order of the argument, each at least as large as it was and at most 1.
 */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  [...pValues.entries()]
    .sort(([, a], [, b]) => a - b)
    .forEach(([place, p], rank) => {
      largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
      adjusted[place] = largest;
    });
  return adjusted;
}
