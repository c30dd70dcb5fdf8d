import { SweepError } from "../../core/errors.js";
import { splitHash } from "../digits/data/split.js";
import type { DataDescription } from "../digits/description.js";
import type { MemberNetwork } from "./description.js";

/** A run that may take part, alone or as a fold of others. */
export interface FoundRun {
  id: string;
  name: string;
  /** Equal for runs that differ in nothing but their fold. */
  configuration: string;
  data: DataDescription;
  network: MemberNetwork;
}

type Group = [FoundRun, ...FoundRun[]];

/**
 * Runs with their other folds, in the order of the folds; a run without any is alone.
 * @throws SweepError("data") where a fold is missing, or there twice.
 */
export function groupFolds(runs: readonly FoundRun[]): Group[] {
  const groups = new Map<string, Group>();
  for (const run of runs) {
    const key = isFold(run) ? run.configuration : run.id;
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups.values()].map((group) => {
    if (isFold(group[0])) requireEveryFold(group);
    return group.toSorted((a, b) => foldOf(a) - foldOf(b)) as Group;
  });
}

function isFold({ data }: FoundRun): boolean {
  return data.validation.folds !== undefined;
}

function foldOf({ data }: FoundRun): number {
  return data.validation.fold ?? 0;
}

function requireEveryFold(group: Group): void {
  const [first] = group;
  const count = first.data.validation.folds ?? 1;
  const folds = group.map(foldOf).sort((a, b) => a - b);
  if (folds.length === count && folds.every((fold, i) => fold === i)) return;
  const got = folds.map((fold) => fold + 1).join(", ");
  throw new SweepError(
    "data",
    `run ${first.id} cannot be part of an ensemble: expected it with each of its ${count} folds once, got ${got}`,
  );
}

/** The rows by which a candidate is judged: the run's own, or with folds all of them. */
export function judgedBy({ train, validation }: DataDescription): DataDescription["validation"] {
  const { seed, folds } = validation;
  if (folds === undefined) return validation;
  const all = Int32Array.from({ length: train.rows }, (_, row) => row);
  const sha256 = splitHash({ train: new Int32Array(), validation: all });
  return { fraction: 1, seed, rows: train.rows, sha256 };
}
