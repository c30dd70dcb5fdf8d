import { exactMcNemar } from "../mcnemar.js";
import { sameNumbers } from "../same-numbers.js";
import type { Contestant } from "./contestants.js";
import type { MarkedRun } from "./marks.js";
import { pairedT } from "./paired-t.js";

/** Two configurations on the same validation rows. */
export interface Comparison {
  /** Accuracy of the first less that of the second, over the runs that were compared. */
  difference: number;
  /** Two-sided. */
  pValue: number;
  test: "mcnemar" | "seeds-and-rows";
  /** Pairs of runs that were compared: those with a seed that both have. */
  pairs: number;
}

/**
 * With one pair of runs: McNemar's exact test. With several: the difference must stand against other seeds (t-test over the
 * seeds that both have) and against other rows (t-test over the rows), so the larger of the two p-values counts. Source: R. L.
 * Berger, "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24 (1982) 295–300 (intersection–union test).
 *
 * @returns null when the two did not answer the same rows with the same true labels.
 */
export function compareContestants(first: Contestant, second: Contestant): Comparison | null {
  const pairs = pairsOf(first.runs, second.runs);
  const [pair] = pairs;
  if (!pair || !pairs.every(([a, b]) => sameRows(a, b) && sameRows(a, pair[0]))) return null;
  return pairs.length === 1 ? compareRuns(...pair) : compareRepeats(pairs);
}

export function sameRows(a: MarkedRun, b: MarkedRun): boolean {
  return sameNumbers(a.rows, b.rows) && sameNumbers(a.labels, b.labels);
}

/** On the same rows. */
export function compareRuns(a: MarkedRun, b: MarkedRun): Comparison {
  let [onlyA, onlyB] = [0, 0];
  a.right.forEach((right, i) => {
    if (right > (b.right[i] ?? 0)) onlyA++;
    else if (right < (b.right[i] ?? 0)) onlyB++;
  });
  const difference = (onlyA - onlyB) / a.right.length;
  return { difference, pValue: exactMcNemar(onlyA, onlyB), test: "mcnemar", pairs: 1 };
}

type Pair = readonly [MarkedRun, MarkedRun];

/** Runs with equal seeds began with the same weights and order of images. Without a common seed: the first of each. */
function pairsOf(first: readonly MarkedRun[], second: readonly MarkedRun[]): Pair[] {
  const bySeed = new Map(second.map((run) => [run.seed, run]));
  const pairs = first.flatMap((run) => {
    const partner = bySeed.get(run.seed);
    bySeed.delete(run.seed);
    return partner ? [[run, partner] as const] : [];
  });
  const [a, b] = [first[0], second[0]];
  return pairs.length === 0 && a && b ? [[a, b]] : pairs;
}

function compareRepeats(pairs: readonly Pair[]): Comparison {
  const rows = pairs[0]?.[0].right.length ?? 0;
  const ofRow = new Float64Array(rows);
  const ofSeed = pairs.map(([a, b]) => {
    let sum = 0;
    a.right.forEach((right, i) => {
      const difference = right - (b.right[i] ?? 0);
      sum += difference;
      ofRow[i] = (ofRow[i] ?? 0) + difference / pairs.length;
    });
    return sum / rows;
  });
  const seeds = pairedT(ofSeed);
  return {
    difference: seeds.mean,
    pValue: Math.max(seeds.pValue, pairedT(ofRow).pValue),
    test: "seeds-and-rows",
    pairs: pairs.length,
  };
}
