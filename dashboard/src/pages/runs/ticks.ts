import type { Ticked } from "./runs-state.js";

/** Which runs are ticked. All are pure; `matching` is every run that the filter matches, in order. */

export function isTicked(ticked: Ticked, id: string): boolean {
  return ticked === "all" || ticked.includes(id);
}

export function toggled(
  ticked: Ticked,
  id: string,
  matching: readonly string[],
): readonly string[] {
  const ids = ticked === "all" ? matching : ticked;
  const others = ids.filter((each) => each !== id);
  return others.length < ids.length ? others : [...ids, id];
}

/** With everything between two runs, in the table's order. */
export function withRange(
  ticked: Ticked,
  from: string,
  to: string,
  matching: readonly string[],
): Ticked {
  if (ticked === "all") return ticked;
  const ends = [matching.indexOf(from), matching.indexOf(to)].sort((a, b) => a - b);
  const range = matching.slice(Math.max(0, ends[0] ?? 0), (ends[1] ?? 0) + 1);
  return [...new Set([...ticked, ...range])];
}
