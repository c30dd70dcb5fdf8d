import type { RunRecord } from "../../core/records.js";
import { type BestOfMany, bestOfMany } from "./best-of-many.js";
import { type Comparison, compareContestants, sameRows } from "./compare.js";
import { type Contestant, gatherContestants } from "./contestants.js";
import type { CorrectedComparison, Findings, Judged } from "./findings.js";
import { holm } from "./holm.js";
import type { MarkedRun } from "./marks.js";
import { SIGNIFICANCE } from "./significance.js";
import { verdictSentences } from "./verdict-text.js";

/** Findings, and all of them in words. */
export interface Verdict extends Findings {
  /** The most important first; names are between backticks. Empty where there is nothing to say. */
  sentences: string[];
}

/** Of finished runs, the first of the ranking first. It speaks of accuracy, whatever metric they are ranked by. */
export function reachVerdict(
  runs: readonly RunRecord[],
  marksOf: (run: RunRecord) => MarkedRun | null,
): Verdict {
  const { contestants, ...left } = gatherContestants(runs, marksOf);
  const judged = judge(contestants);
  const verdict = {
    contestants: judged,
    bestOfMany: correctBest(contestants),
    rows: contestants[0]?.runs[0]?.right.length ?? null,
    ...left,
  };
  return { ...verdict, sentences: verdictSentences(verdict, runs[0] ?? null) };
}

function judge(contestants: readonly Contestant[]): Judged[] {
  const [leader] = contestants;
  const comparisons = contestants.map((other) =>
    leader && other !== leader ? compareContestants(leader, other) : null,
  );
  const corrected = holm(comparisons.flatMap((each) => each?.pValue ?? []));
  return contestants.map(({ runs, ...rest }, i) => {
    const comparison = comparisons[i];
    return {
      ...rest,
      runs: runs.flatMap(({ ids }) => ids),
      seeds: runs.length,
      versusLeader: comparison ? correct(comparison, corrected.shift() ?? 1) : null,
    };
  });
}

function correct(comparison: Comparison, corrected: number): CorrectedComparison {
  const isBeaten = corrected < SIGNIFICANCE && comparison.difference > 0;
  return { ...comparison, corrected, isBeaten };
}

/** Over those that answered the leader's rows. */
function correctBest(contestants: readonly Contestant[]): BestOfMany | null {
  const first = contestants[0]?.runs[0];
  if (!first) return null;
  const rivals = contestants.filter(({ runs }) => runs.every((run) => sameRows(run, first)));
  return rivals.length < 2 ? null : bestOfMany(rivals.map(meanOfRuns));
}

/** Of each row, the share of runs that answered it right. */
function meanOfRuns({ runs }: Contestant): Float64Array {
  const mean = new Float64Array(runs[0]?.right.length ?? 0);
  for (const { right } of runs) {
    for (let row = 0; row < mean.length; row++)
      mean[row] = (mean[row] ?? 0) + (right[row] ?? 0) / runs.length;
  }
  return mean;
}
