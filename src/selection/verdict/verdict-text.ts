import type { RunRecord } from "../../core/records.js";
import type { LeftOutFolds } from "./contestants.js";
import type { CorrectedComparison, Findings, Judged } from "./findings.js";
import { formatPValue, inWords, listed, percent } from "./phrases.js";

/** The verdict as a person would say it, the most important first. */
export function verdictSentences(findings: Findings, rankedFirst: RunRecord | null): string[] {
  const [leader] = findings.contestants;
  if (!leader) return incompleteSentences(findings);
  const others = findings.contestants.slice(1);
  const compared = others.filter(isCompared);
  const tied = compared.filter(({ versusLeader }) => !versusLeader.isBeaten);
  const beaten = compared.filter(({ versusLeader }) => versusLeader.isBeaten);
  return [
    others.length === 0 ? `There is only \`${leader.name}\`, with nothing to compare it to.` : null,
    tiedSentence(leader, tied),
    beatenSentence(leader, beaten),
    seedsSentence(leader),
    otherFirstSentence(leader, others, rankedFirst),
    bestOfManySentence(leader, findings),
    methodSentence(compared, findings.rows),
    foldsSentence(leader, compared),
    isEnsemble(rankedFirst) ? null : repeatsSentence(findings.contestants),
    leftOutSentence(others.length - compared.length, findings),
  ].filter((sentence) => sentence !== null);
}

/** Nothing can be compared. */
function incompleteSentences(findings: Findings): string[] {
  if (findings.leftOutFolds.length === 0) return unansweredSentences(findings.withoutPredictions);
  const sentence = leftOutSentence(0, findings);
  return sentence === null ? [] : [sentence];
}

/** As it is with most commands: only the figures that they logged are known. */
function unansweredSentences(runs: number): string[] {
  if (runs === 0) return [];
  const who = runs === 1 ? "the run" : `the ${runs} runs`;
  return [
    `No interval and no significance: ${who} stored no usable predictions of the validation rows.`,
    "A classifier that writes them to `artifacts/predictions.csv` gets both (docs/trainers.md).",
  ];
}

type Compared = Judged & { versusLeader: CorrectedComparison };

function isCompared(judged: Judged): judged is Compared {
  return judged.versusLeader !== null;
}

function tiedSentence(leader: Judged, tied: readonly Compared[]): string | null {
  if (tied.length === 0) return null;
  const names = listed([leader, ...tied].map(({ name }) => `\`${name}\``));
  const least = Math.min(...tied.map(({ versusLeader }) => versusLeader.corrected));
  const p = formatPValue(least);
  const sure = tied.length === 1 ? p : `the smallest ${p}`;
  return `These ${inWords(tied.length + 1)} are tied: ${names} (${sure}).`;
}

function beatenSentence(leader: Judged, beaten: readonly Compared[]): string | null {
  if (beaten.length === 0) return null;
  const losers = beaten.map(
    ({ name, versusLeader }) => `\`${name}\` (${formatPValue(versusLeader.corrected)})`,
  );
  return `\`${leader.name}\` beats ${listed(losers)}.`;
}

function seedsSentence({ name, seeds, folds, accuracy, low, high }: Judged): string | null {
  if (seeds < 2 && folds !== null)
    return `\`${name}\` answers ${percent(accuracy)} of all rows right (95 % interval ${(low * 100).toFixed(2)} – ${percent(high)}), each by the one of its ${inWords(folds)} networks that did not learn from it.`;
  if (seeds < 2) return null;
  const half = ((high - accuracy) * 100).toFixed(2);
  return `\`${name}\` answers ${(accuracy * 100).toFixed(2)} ± ${half} % right: mean and 95 % interval over ${seeds} seeds.`;
}

/** Where another metric, or one lucky seed, ranks a run first whose configuration does not lead. */
function otherFirstSentence(
  leader: Judged,
  others: readonly Judged[],
  first: RunRecord | null,
): string | null {
  const owner = others.find(({ variant }) => variant === first?.variant);
  if (!owner || !first) return null;
  return `The run that is ranked first, ${first.id}, is one of \`${owner.name}\`; \`${leader.name}\` has the higher mean accuracy.`;
}

function bestOfManySentence({ name }: Judged, { bestOfMany, rows }: Findings): string | null {
  if (!bestOfMany) return null;
  const { observed, expected, low, high, candidates } = bestOfMany;
  const interval = `95 % interval ${(low * 100).toFixed(2)} – ${percent(high)}`;
  const choice = `\`${name}\` was chosen from ${candidates} by the same ${grouped(rows ?? 0)} rows that give it ${percent(observed)}`;
  return expected < observed
    ? `${choice}, which flatters: expect ${percent(expected)} on new ones (${interval}).`
    : `${choice}, so clearly that the choice does not flatter: expect as much on new ones (${interval}).`;
}

function methodSentence(compared: readonly Compared[], rows: number | null): string | null {
  const [first] = compared;
  if (!first) return null;
  const tests = new Set(compared.map(({ versusLeader }) => versusLeader.test));
  const names = [
    tests.has("mcnemar") ? "McNemar's exact test" : null,
    tests.has("seeds-and-rows") ? "paired t-tests over seeds and over rows" : null,
  ].filter((name) => name !== null);
  const times =
    compared.length === 1 ? "" : `, corrected for ${compared.length} comparisons (Holm)`;
  return `p is by ${names.join(" and ")} on ${grouped(rows ?? 0)} validation rows${times}.`;
}

/** Folds' networks share most of their training rows: Bengio and Grandvalet 2004. */
function foldsSentence({ folds }: Judged, compared: readonly Compared[]): string | null {
  return folds === null || compared.length === 0
    ? null
    : `p speaks of these networks on these rows: those of different folds learned from mostly the same rows, and their errors are not independent of each other.`;
}

/** One run each says of these networks which is better; of their configurations, several seeds do. */
function repeatsSentence(contestants: readonly Judged[]): string | null {
  const isSingle = contestants.length > 1 && contestants.every(({ seeds }) => seeds === 1);
  const once = contestants[0]?.folds === null ? "trained once" : "trained with one seed";
  return isSingle
    ? `Each was ${once}, and another seed may turn the order round: \`repeats: 3\` in the experiment tells.`
    : null;
}

/** It is put together, not trained: no seed turns it round. */
function isEnsemble(run: RunRecord | null): boolean {
  const trainer = run?.definition.trainer;
  return trainer?.kind === "builtin" && trainer.type === "ensemble";
}

function leftOutSentence(
  otherRows: number,
  { withoutPredictions, leftOutFolds }: Findings,
): string | null {
  const reasons = [
    otherRows > 0 ? `${otherRows} that answered other validation rows` : null,
    withoutPredictions > 0 ? `${countOfRuns(withoutPredictions)} without usable predictions` : null,
    ...leftOutFolds.map(leftOutFoldsText),
  ].filter((reason) => reason !== null);
  return reasons.length === 0 ? null : `Not compared: ${reasons.join(", ")}.`;
}

/** With all answers there, two folds have answered the same row. */
function leftOutFoldsText({ name, usable, count }: LeftOutFolds): string {
  return usable === count
    ? `\`${name}\`, of which two folds answered the same rows`
    : `\`${name}\`, of which ${usable} of ${count} folds can be used so far`;
}

function countOfRuns(count: number): string {
  return `${count} run${count === 1 ? "" : "s"}`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
