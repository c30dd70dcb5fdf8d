import { exactMcNemar } from "../selection/mcnemar.js";
import type { CommonAnswers, CommonRows } from "./common-rows.js";

export interface PairedTest {
  first: string;
  second: string;
  /** Rows that only the one, and only the other, answered right. */
  onlyFirst: number;
  onlySecond: number;
  /** Two-sided, exact. */
  pValue: number;
}

export interface Disagreement {
  /** 0-based data row in the training file. */
  row: number;
  label: number;
  /** A character for each run, `1` right, `0` wrong. */
  pattern: string;
  answers: { answer: number; probability: number; ofLabel: number }[];
}

/** McNemar's test of every two runs on the rows that all of them answered. */
export function testPairs({ labels, runs }: CommonRows): PairedTest[] {
  return runs.flatMap((first, i) =>
    runs.slice(i + 1).map((second) => testPair(labels, first, second)),
  );
}

/**
 * The rows on which not all runs give the same answer. First those where one is right and another wrong, by how sure both are
 * (the product of the highest confidence of each kind); then those where all are wrong in different ways, likewise.
 */
export function findDisagreements(common: CommonRows): Disagreement[] {
  const found: { disagreement: Disagreement; interest: number }[] = [];
  common.rows.forEach((_, i) => {
    if (isUnanimous(common.runs, i)) return;
    const disagreement = describe(common, i);
    found.push({ disagreement, interest: interestOf(disagreement) });
  });
  const inOrder = found.sort(
    (a, b) => b.interest - a.interest || a.disagreement.row - b.disagreement.row,
  );
  return inOrder.map(({ disagreement }) => disagreement);
}

/** How often each pattern occurs, the most frequent first. */
export function countPatterns(
  disagreements: readonly Disagreement[],
): { pattern: string; rows: number }[] {
  const counts = new Map<string, number>();
  for (const { pattern } of disagreements) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  const patterns = [...counts].map(([pattern, rows]) => ({ pattern, rows }));
  return patterns.sort((a, b) => b.rows - a.rows || (a.pattern < b.pattern ? 1 : -1));
}

function testPair(labels: Uint8Array, first: CommonAnswers, second: CommonAnswers): PairedTest {
  let onlyFirst = 0;
  let onlySecond = 0;
  labels.forEach((label, i) => {
    const right = first.answers[i] === label;
    if (right === (second.answers[i] === label)) return;
    if (right) onlyFirst++;
    else onlySecond++;
  });
  const pValue = exactMcNemar(onlyFirst, onlySecond);
  return { first: first.id, second: second.id, onlyFirst, onlySecond, pValue };
}

function isUnanimous(runs: readonly CommonAnswers[], i: number): boolean {
  return runs.every(({ answers }) => answers[i] === runs[0]?.answers[i]);
}

function describe({ rows, labels, runs }: CommonRows, i: number): Disagreement {
  const label = labels[i] ?? 0;
  const answers = runs.map((run) => {
    const answer = run.answers[i] ?? 0;
    return { answer, probability: run.probability(i, answer), ofLabel: run.probability(i, label) };
  });
  const pattern = answers.map(({ answer }) => (answer === label ? "1" : "0")).join("");
  return { row: rows[i] ?? 0, label, pattern, answers };
}

/** From 1 to 2 where one is right and another wrong, below 1 where all are wrong. */
function interestOf({ label, answers }: Disagreement): number {
  const surest = new Map<number, number>();
  for (const { answer, probability } of answers)
    surest.set(answer, Math.max(surest.get(answer) ?? 0, probability));
  const right = surest.get(label);
  const wrong = [...surest].flatMap(([answer, sure]) => (answer === label ? [] : [sure]));
  wrong.sort((a, b) => b - a);
  if (right !== undefined) return 1 + right * (wrong[0] ?? 0);
  return (wrong[0] ?? 0) * (wrong[1] ?? 0);
}
