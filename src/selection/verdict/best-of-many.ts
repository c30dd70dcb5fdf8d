import { createRandom } from "../../core/random.js";

/** What the best of several may be expected to score on new rows. */
export interface BestOfMany {
  /** Accuracy of the best on the rows by which it was chosen, which flatter it. */
  observed: number;
  /** Corrected for that choice, with a 95 % interval. */
  expected: number;
  low: number;
  high: number;
  /** From how many it was chosen. */
  candidates: number;
}

/**
 * Whoever is best of many on some rows owes a part of that to luck with these rows. Here the choice itself is repeated: rows are
 * drawn with replacement, the best on them is chosen anew, and judged on the rows that were not drawn.
 * Source: I. Tsamardinos, E. Greasidou, G. Borboudakis, "Bootstrapping the out-of-sample predictions for efficient and accurate
 * cross-validation" (BBC-CV), Machine Learning 107 (2018) 1895–1922.
 *
 * @param scores [candidates][rows], each in [0, 1]: right or wrong, or the share of repeats that were right. The first candidate
 *   is the best.
 */
export function bestOfMany(scores: readonly Float64Array[]): BestOfMany {
  const kinds = kindsOfRows(scores.slice(0, MOST_CANDIDATES));
  const random = createRandom(SEED);
  const results: number[] = [];
  for (let i = 0; i < DRAWS; i++) {
    const result = chooseAnew(kinds, random.int);
    if (result !== null) results.push(result);
  }
  results.sort((a, b) => a - b);
  const quantile = (share: number) => results[Math.floor(share * (results.length - 1))] ?? 0;
  return {
    observed: mean(scores[0] ?? []),
    expected: mean(results),
    low: quantile(0.025),
    high: quantile(0.975),
    candidates: scores.length,
  };
}

const SEED = "best of many"; // the same runs get the same verdict
const DRAWS = 1000; // the ends of the interval are steady to a few hundredths of a point
const MOST_CANDIDATES = 100; // the hundred best: others are hardly ever the best of a draw, and cost as much time

/** Rows that all candidates answered alike are one kind: nearly all rows, so that a draw is a short sum. */
interface Kinds {
  /** [rows] */
  kindOf: Int32Array;
  /** [kinds][candidates] */
  scores: number[][];
  candidates: number;
}

function kindsOfRows(scores: readonly Float64Array[]): Kinds {
  const known = new Map<string, number>();
  const kinds: number[][] = [];
  const kindOf = Int32Array.from({ length: scores[0]?.length ?? 0 }, (_, row) => {
    const answers = scores.map((each) => each[row] ?? 0);
    const key = answers.join();
    const kind = known.get(key) ?? kinds.push(answers) - 1;
    known.set(key, kind);
    return kind;
  });
  return { kindOf, scores: kinds, candidates: scores.length };
}

/** Null where every row was drawn, which happens with very few rows. */
function chooseAnew(
  { kindOf, scores, candidates }: Kinds,
  int: (min: number, max: number) => number,
): number | null {
  const rows = kindOf.length;
  const times = new Uint16Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = int(0, rows - 1);
    times[row] = (times[row] ?? 0) + 1;
  }
  const drawn = new Float64Array(scores.length);
  const left = new Float64Array(scores.length);
  kindOf.forEach((kind, row) => {
    const often = times[row] ?? 0;
    if (often === 0) left[kind] = (left[kind] ?? 0) + 1;
    else drawn[kind] = (drawn[kind] ?? 0) + often;
  });
  const remaining = left.reduce((sum, count) => sum + count, 0);
  if (remaining === 0) return null;
  const right = (counts: Float64Array, candidate: number) =>
    scores.reduce((sum, kind, i) => sum + (counts[i] ?? 0) * (kind[candidate] ?? 0), 0);
  const totals = Array.from({ length: candidates }, (_, candidate) => right(drawn, candidate));
  return right(left, totals.indexOf(Math.max(...totals))) / remaining;
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, each) => sum + each, 0) / values.length;
}
