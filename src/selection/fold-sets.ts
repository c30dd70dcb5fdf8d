import type { RunRecord } from "../core/records.js";
import { nameOfFolds } from "../core/repeat-name.js";

/**
 * Runs that answer for one configuration and seed together: the folds of a cross-validation, or a single run. Invariants:
 * 1. `runs` are of one variant and seed, in the order of their folds, no fold twice; a run without folds stands alone.
 * 2. Only a complete set answers all rows; others are compared with nothing.
 */
export interface FoldSet {
  /** What its runs' names have in common. */
  name: string;
  runs: RunRecord[];
  /** How many runs it takes: the number of folds, or 1. */
  count: number;
}

/** In the order of their first runs. Of several runs of one fold (`--fresh`) the newest counts. */
export function gatherFoldSets(runs: readonly RunRecord[]): FoldSet[] {
  const sets = new Map<string, RunRecord[]>();
  for (const run of runs) {
    const { fold, seed } = run.definition;
    const key = fold ? `${run.variant} ${seed}` : run.id;
    sets.set(key, [...(sets.get(key) ?? []), run]);
  }
  return [...sets.values()].map(toSet);
}

export function isComplete({ runs, count }: FoldSet): boolean {
  return runs.length === count;
}

/** `3 of 5 folds` */
export function foldsOfSet({ runs, count }: FoldSet): string {
  return `${runs.length} of ${count} folds`;
}

function toSet(runs: readonly RunRecord[]): FoldSet {
  const byFold = new Map<number, RunRecord>();
  for (const run of runs) {
    const index = indexOf(run);
    const known = byFold.get(index);
    if (!known || known.number < run.number) byFold.set(index, run);
  }
  const newest = [...byFold.values()].sort((a, b) => indexOf(a) - indexOf(b));
  const [first] = newest;
  const count = first?.definition.fold?.count ?? 1;
  return { name: nameOfFolds(first?.name ?? ""), runs: newest, count };
}

function indexOf({ definition: { fold } }: RunRecord): number {
  return fold?.index ?? 0;
}
