import type { RunRecord } from "../../core/records.js";
import { nameOfRepeats } from "../../core/repeat-name.js";
import { type FoldSet, gatherFoldSets } from "../fold-sets.js";
import { wilsonInterval } from "../interval.js";
import { studentT95 } from "../student-t.js";
import { countRight, joinMarks, type MarkedRun } from "./marks.js";

/** One configuration with its runs, which differ in their seeds alone. */
export interface Contestant {
  name: string;
  variant: string;
  /** Into how many folds the rows were divided; each of `runs` is that many networks, then. Null: one split. */
  folds: number | null;
  runs: MarkedRun[];
  /** Mean over the runs of the accuracy on the validation rows. */
  accuracy: number;
  /** Its 95 % interval: of several runs by Student's t over their seeds, of a single run by Wilson's over the rows. */
  low: number;
  high: number;
}

/** Folds that do not answer all rows together, or answer some of them twice. */
export interface LeftOutFolds {
  name: string;
  /** How many of the folds can be used, and how many there are. */
  usable: number;
  count: number;
}

export interface Gathered {
  /** The highest accuracy first. */
  contestants: Contestant[];
  leftOutFolds: LeftOutFolds[];
  /** Runs without usable predictions, those of folds not counted. */
  withoutPredictions: number;
}

/** Runs with usable predictions, by configuration; all folds of one seed are as one run, and of each seed the newest counts. */
export function gatherContestants(
  runs: readonly RunRecord[],
  marksOf: (run: RunRecord) => MarkedRun | null,
): Gathered {
  const groups = new Map<string, Member[]>();
  const leftOutFolds: LeftOutFolds[] = [];
  let withoutPredictions = 0;
  for (const set of gatherFoldSets(runs)) {
    const [run] = set.runs;
    const parts = set.runs.flatMap((each) => marksOf(each) ?? []);
    const marked = parts.length === set.count ? joinMarks(parts) : null;
    if (run && marked)
      groups.set(run.variant, [...(groups.get(run.variant) ?? []), { run, marked }]);
    else if (set.count > 1) leftOutFolds.push(toLeftOut(set, parts.length));
    else withoutPredictions++;
  }
  const contestants = [...groups].map(([variant, members]) =>
    toContestant(variant, newestOfSeeds(members)),
  );
  const sorted = contestants.sort((a, b) => b.accuracy - a.accuracy);
  return { contestants: distinctlyNamed(sorted), leftOutFolds, withoutPredictions };
}

interface Member {
  run: RunRecord;
  marked: MarkedRun;
}

/** A seed that was trained anew (`--fresh`) is no further seed. */
function newestOfSeeds(members: readonly Member[]): Member[] {
  const bySeed = new Map<number, Member>();
  for (const member of members) {
    const known = bySeed.get(member.marked.seed);
    if (!known || known.run.number < member.run.number) bySeed.set(member.marked.seed, member);
  }
  return [...bySeed.values()];
}

function toLeftOut({ name, runs, count }: FoldSet, usable: number): LeftOutFolds {
  return { name: name || (runs[0]?.id ?? ""), usable, count };
}

function toContestant(variant: string, members: readonly Member[]): Contestant {
  const marked = members.map((member) => member.marked);
  return {
    name: nameOfRepeats(members[0]?.run.name ?? ""),
    variant,
    folds: members[0]?.run.definition.fold?.count ?? null,
    runs: marked,
    ...spread(marked.map(({ right }) => right)),
  };
}

function spread(runs: readonly Uint8Array[]): { accuracy: number; low: number; high: number } {
  const counts = runs.map(countRight);
  const shares = counts.map((count, i) => count / (runs[i]?.length ?? 1));
  const n = shares.length;
  const accuracy = shares.reduce((sum, each) => sum + each, 0) / n;
  if (n === 1) return { accuracy, ...wilsonInterval(counts[0] ?? 0, runs[0]?.length ?? 1) };
  const squares = shares.reduce((sum, each) => sum + (each - accuracy) ** 2, 0);
  const half = studentT95(n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { accuracy, low: accuracy - half, high: accuracy + half };
}

/** Where a name is missing, or says of several configurations the same, the first run's id is used or added. */
function distinctlyNamed(contestants: readonly Contestant[]): Contestant[] {
  return contestants.map((contestant) => {
    const { name, runs } = contestant;
    const isShared = contestants.filter((other) => other.name === name).length > 1;
    const id = runs[0]?.id ?? "";
    if (name === "") return { ...contestant, name: id };
    return isShared ? { ...contestant, name: `${name} (${id})` } : contestant;
  });
}
