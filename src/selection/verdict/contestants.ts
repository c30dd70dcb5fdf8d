import type { RunRecord } from "../../core/records.js";
import { nameOfRepeats } from "../../core/repeat-name.js";
import { wilsonInterval } from "../interval.js";
import { studentT95 } from "../student-t.js";
import type { MarkedRun } from "./marks.js";

/** One configuration with its runs, which differ in their seeds alone. */
export interface Contestant {
  name: string;
  variant: string;
  runs: MarkedRun[];
  /** Mean over the runs of the accuracy on the validation rows. */
  accuracy: number;
  /** Its 95 % interval: of several runs by Student's t over their seeds, of a single run by Wilson's over the rows. */
  low: number;
  high: number;
}

/** Runs with usable predictions, by configuration; the highest accuracy first. */
export function gatherContestants(
  runs: readonly RunRecord[],
  marksOf: (run: RunRecord) => MarkedRun | null,
): Contestant[] {
  const groups = new Map<string, { run: RunRecord; marked: MarkedRun }[]>();
  for (const run of runs) {
    const marked = marksOf(run);
    if (!marked) continue;
    const member = { run, marked };
    const group = groups.get(run.variant);
    if (group) group.push(member);
    else groups.set(run.variant, [member]);
  }
  const contestants = [...groups].map(([variant, members]) => ({
    name: nameOfRepeats(members[0]?.run.name ?? ""),
    variant,
    runs: members.map(({ marked }) => marked),
    ...spread(members.map(({ marked }) => marked.right)),
  }));
  return distinctlyNamed(contestants.sort((a, b) => b.accuracy - a.accuracy));
}

function spread(runs: readonly Uint8Array[]): { accuracy: number; low: number; high: number } {
  const counts = runs.map((right) => right.reduce((sum, each) => sum + each, 0));
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
