import { resolve } from "node:path";
import { SweepError } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import { countStates } from "../../selection/best.js";
import { resolveTarget } from "../../selection/resolve-target.js";
import { verifyArtifact } from "../../selection/verify-artifact.js";
import type { Store } from "../../store/store.js";

/** The runs of which an ensemble is made, and where it belongs. */
export interface Candidates {
  runs: RunRecord[];
  /** Name of the experiment that was given, or of the first run's. */
  experiment: string;
  /** What was left out of an experiment, in words; null: nothing. */
  leftOut: string | null;
}

/**
 * What people name: experiments, of which all finished runs are meant, and single runs.
 * @throws SweepError("conflict") for a named run that is not finished, or one of a command, and where fewer than two are left;
 * SweepError("data") where a run's files are not those that it recorded.
 */
export async function findCandidates(
  store: Store,
  named: readonly string[],
  { cwd, runsDir }: { cwd: string; runsDir: string },
): Promise<Candidates> {
  const targets = named.map((text) => resolveTarget(store, text, resolve(cwd, text)));
  const found = targets.flatMap((target) =>
    target.type === "run" ? [target.run] : store.listSweepRuns(target.sweep.id),
  );
  const all = [...new Map(found.map((run) => [run.id, run])).values()];
  const singles = targets.flatMap((target) => (target.type === "run" ? [target.run] : []));
  for (const run of singles) requireFinished(run);
  for (const run of all) requireDigits(run);
  const runs = all.filter(({ state }) => state === "finished");
  const others = all.filter(({ state }) => state !== "finished");
  if (runs.length < 2) throw tooFew(named, runs, others);
  for (const run of runs) await verify(store, runsDir, run);
  const [first] = targets;
  const experiment =
    first?.type === "sweep" ? first.sweep.name : (store.sweepsOf(runs[0]?.id ?? "")[0] ?? "runs");
  return { runs, experiment, leftOut: others.length === 0 ? null : countStates(others) };
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

function tooFew(
  named: readonly string[],
  runs: readonly RunRecord[],
  others: readonly RunRecord[],
): SweepError {
  const got = countStates([...runs, ...others]) || "no runs";
  return new SweepError(
    "conflict",
    `${named.join(" ")}: expected at least two finished runs, got ${got}`,
  );
}

const NEEDED = ["model/model.json", "model/weights.bin", "predictions.csv"];

async function verify(store: Store, runsDir: string, { id }: RunRecord): Promise<void> {
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
