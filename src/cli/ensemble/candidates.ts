import { resolve } from "node:path";
import { SweepError } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import { countStates } from "../../selection/best.js";
import { type FoldSet, foldsOfSet, gatherFoldSets, isComplete } from "../../selection/fold-sets.js";
import { requireKept } from "../../selection/require-kept.js";
import { resolveTarget } from "../../selection/resolve-target.js";
import { verifyArtifact } from "../../selection/verify-artifact.js";
import type { Store } from "../../store/store.js";

/** The runs of which an ensemble is made, and where it belongs. */
export interface Candidates {
  runs: RunRecord[];
  /** How many can be chosen among: the folds of one configuration and seed are one. */
  count: number;
  /** Name of the experiment that was given, or of the first run's. */
  experiment: string;
  /** What was left out of an experiment, in words; null: nothing. */
  leftOut: string | null;
}

/**
 * What people name: experiments, of which all finished runs are meant, and single runs. Of a cross-validation the configurations
 * count of which every fold is finished.
 * @throws SweepError("conflict") for a named run that is not finished, or one of a command, and where fewer than two are left;
 * SweepError("data") where a run's files are not those that it recorded.
 */
export async function findCandidates(
  store: Store,
  named: readonly string[],
  { cwd, runsDir }: { cwd: string; runsDir: string },
): Promise<Candidates> {
  const targets = named.map((text) => resolveTarget(store, text, resolve(cwd, text)));
  const listed = targets.flatMap((target) =>
    target.type === "sweep" ? store.listSweepRuns(target.sweep.id) : [],
  );
  const singles = targets.flatMap((target) => (target.type === "run" ? [target.run] : []));
  for (const run of singles) requireFinished(run);
  for (const run of [...listed, ...singles]) requireDigits(run);
  const { complete, incomplete } = foldSetsOf(listed);
  const runs = distinct([...complete.flatMap((set) => set.runs), ...singles]);
  const leftOut = [countStates(unfinished(listed)), ...incomplete.map(inWords)].filter(Boolean);
  if (runs.length < 2) throw tooFew(named, { runs, unfinished: unfinished(listed), incomplete });
  for (const run of runs) await verify(store, runsDir, run);
  const [first] = targets;
  const experiment =
    first?.type === "sweep" ? first.sweep.name : (store.sweepsOf(runs[0]?.id ?? "")[0] ?? "runs");
  const count = gatherFoldSets(runs).length;
  return { runs, count, experiment, leftOut: leftOut.length === 0 ? null : leftOut.join(", ") };
}

function distinct(runs: readonly RunRecord[]): RunRecord[] {
  return [...new Map(runs.map((run) => [run.id, run])).values()];
}

function unfinished(runs: readonly RunRecord[]): RunRecord[] {
  return distinct(runs).filter(({ state }) => state !== "finished");
}

/** Those that can answer every row together, and the others. */
function foldSetsOf(runs: readonly RunRecord[]): { complete: FoldSet[]; incomplete: FoldSet[] } {
  const sets = gatherFoldSets(distinct(runs).filter(({ state }) => state === "finished"));
  return {
    complete: sets.filter(isComplete),
    incomplete: sets.filter((set) => !isComplete(set)),
  };
}

/** `batch_norm=true with 2 of 3 folds` */
function inWords(set: FoldSet): string {
  return `${set.name || (set.runs[0]?.id ?? "")} with ${foldsOfSet(set)}`;
}

function requireFinished({ id, state }: RunRecord): void {
  if (state === "finished") return;
  throw new SweepError("conflict", `run ${id} is ${state}: expected a finished run`);
}

function requireDigits({ id, definition: { trainer } }: RunRecord): void {
  if (trainer.kind === "command")
    throw new SweepError(
      "conflict",
      `run ${id} was trained by a command: expected runs of the trainer \`digits\`, whose models sweep can read`,
    );
  if (trainer.type === "ensemble")
    throw new SweepError(
      "conflict",
      `run ${id} is an ensemble itself: expected runs of the trainer \`digits\`; name those that it is made of`,
    );
}

interface Found {
  runs: readonly RunRecord[];
  unfinished: readonly RunRecord[];
  incomplete: readonly FoldSet[];
}

function tooFew(named: readonly string[], { runs, unfinished, incomplete }: Found): SweepError {
  if (incomplete.length > 0)
    return new SweepError(
      "conflict",
      `${named.join(" ")}: expected a configuration of which every fold is finished, got ${incomplete.map(inWords).join(", ")}`,
    );
  const got = countStates([...runs, ...unfinished]) || "no runs";
  return new SweepError(
    "conflict",
    `${named.join(" ")}: expected at least two finished runs, got ${got}`,
  );
}

const NEEDED = ["model/model.json", "model/weights.bin", "predictions.csv"];

async function verify(store: Store, runsDir: string, run: RunRecord): Promise<void> {
  requireKept(run, { store, runsDir });
  const { id } = run;
  const artifacts = store.listArtifacts(id);
  for (const path of NEEDED) {
    const artifact = artifacts.find((each) => each.path === path);
    if (!artifact)
      throw new SweepError(
        "data",
        `run ${id} recorded no artifacts/${path}: expected a run with its model and its answers on the validation rows`,
      );
    await verifyArtifact(runsDir, artifact);
  }
}
