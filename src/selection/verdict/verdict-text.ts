import type { RunRecord } from "../../core/records.js";
import type { CorrectedComparison, Findings, Judged } from "./findings.js";
import { formatPValue, inWords, listed, percent } from "./phrases.js";

/** The verdict as a person would say it, the most important first. */
export function verdictSentences(findings: Findings, rankedFirst: RunRecord | null): string[] {
  const [leader] = findings.contestants;
  if (!leader) return [];
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
    repeatsSentence(findings.contestants),
    leftOutSentence(others.length - compared.length, findings.withoutPredictions),
  ].filter((sentence) => sentence !== null);
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

function seedsSentence({ name, runs, accuracy, high }: Judged): string | null {
  if (runs.length < 2) return null;
  const half = ((high - accuracy) * 100).toFixed(2);
  return `\`${name}\` answers ${(accuracy * 100).toFixed(2)} ± ${half} % right: mean and 95 % interval over ${runs.length} seeds.`;
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

/** One run each says of these networks which is better; of their configurations, several seeds do. */
function repeatsSentence(contestants: readonly Judged[]): string | null {
  const isSingle = contestants.length > 1 && contestants.every(({ runs }) => runs.length === 1);
  return isSingle
    ? "Each was trained once, and another seed may turn the order round: `repeats: 3` in the experiment tells."
    : null;
}

function leftOutSentence(otherRows: number, withoutPredictions: number): string | null {
  const reasons = [
    otherRows > 0 ? `${otherRows} that answered other validation rows` : null,
    withoutPredictions > 0 ? `${countOfRuns(withoutPredictions)} without usable predictions` : null,
  ].filter((reason) => reason !== null);
  return reasons.length === 0 ? null : `Not compared: ${reasons.join(", ")}.`;
}

function countOfRuns(count: number): string {
  return `${count} run${count === 1 ? "" : "s"}`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
