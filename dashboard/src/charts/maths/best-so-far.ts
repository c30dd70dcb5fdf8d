import type { Goal } from "./pareto-front.js";

export interface Result {
  /** When it was known, or its number: what best-so-far is drawn over. */
  at: number;
  value: number;
}

/** Indices of the results that were better than all before them, in the order of `at`; of equals the first counts. */
export function improvements(results: readonly Result[], goal: Goal): number[] {
  const order = [...results.keys()].sort((a, b) => atOf(results, a) - atOf(results, b));
  const sign = goal === "maximize" ? -1 : 1;
  let best = Number.POSITIVE_INFINITY;
  return order.filter((i) => {
    const cost = sign * (results[i]?.value ?? Number.NaN);
    if (!(cost < best)) return false;
    best = cost;
    return true;
  });
}

function atOf(results: readonly Result[], index: number): number {
  return results[index]?.at ?? 0;
}
