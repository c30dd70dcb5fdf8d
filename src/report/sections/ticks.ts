/** About `count` round numbers in a range: multiples of 1, 2 or 5 times a power of ten, `least` or more apart. */
export function niceTicks(low: number, high: number, count: number, least = 0): number[] {
  const rough = Math.max((high - low) / count, least);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
}

/** Without the last digits, which are rounding. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
