export type Goal = "minimize" | "maximize";

export interface Candidate {
  x: number;
  y: number;
}

/**
 * Indices of the candidates that no other one dominates, by ascending x: another dominates where it is at least as good
 * in both and better in one. Equal ones stand or fall together. Candidates that are not finite are left out. O(n log n).
 */
export function paretoFront(
  candidates: readonly Candidate[],
  goals: { x: Goal; y: Goal },
): number[] {
  const [xSign, ySign] = [goals.x === "maximize" ? -1 : 1, goals.y === "maximize" ? -1 : 1];
  const cost = (i: number): [number, number] => {
    const { x, y } = candidates[i] ?? { x: Number.NaN, y: Number.NaN };
    return [x * xSign, y * ySign];
  };
  const order = [...candidates.keys()]
    .filter((i) => cost(i).every(Number.isFinite))
    .sort((a, b) => cost(a)[0] - cost(b)[0] || cost(a)[1] - cost(b)[1]);
  const front: number[] = [];
  let [bestX, bestY] = [Number.NaN, Number.POSITIVE_INFINITY];
  for (const i of order) {
    const [x, y] = cost(i);
    if (y > bestY || (y === bestY && x !== bestX)) continue;
    front.push(i);
    [bestX, bestY] = [x, y];
  }
  return xSign === 1 ? front : front.reverse();
}
