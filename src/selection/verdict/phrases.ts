/** `p = 0.03`; below a thousandth the figure says no more. */
export function formatPValue(p: number): string {
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}

/** A proportion in [0, 1] as `99.31 %`. */
export function percent(proportion: number): string {
  return `${(proportion * 100).toFixed(2)} %`;
}

/** `a`, `a and b`, `a, b and c`; of many the first five, and how many more. */
export function listed(items: readonly string[]): string {
  const shown = items.length > MOST_LISTED + 1 ? items.slice(0, MOST_LISTED) : items;
  const all =
    shown.length < items.length ? [...shown, `${items.length - shown.length} others`] : shown;
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

export function inWords(count: number): string {
  return NUMBERS[count] ?? String(count);
}

const MOST_LISTED = 5;
const NUMBERS = "zero,one,two,three,four,five,six,seven,eight,nine,ten".split(",");
