import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { SweepError } from "../core/errors.js";
import type { ArtifactRecord, RunRecord } from "../core/records.js";
import { runPaths } from "../protocol/run-paths.js";
import type { ArtifactStore, RunStore, SweepStore } from "../store/store.js";
import { experimentCommand, reproduceCommand } from "./reproduce.js";

export interface Keeper {
  store: Pick<
    ArtifactStore & RunStore & SweepStore,
    "listArtifacts" | "sweepsOf" | "findSweep" | "listSweepRuns" | "listRuns" | "latestGeneration"
  >;
  runsDir: string;
}

/** Is there still a folder with what the run wrote? */
export function isKept(runsDir: string, runId: string): boolean {
  return existsSync(runPaths(runsDir, runId).dir);
}

/**
 * The store remembers a finished run whose folder was deleted, but nothing can be made of it any more.
 * @throws SweepError("data") that names what is gone, and the run that was trained in its place, or else the command that does so.
 */
export function requireKept(run: RunRecord, { store, runsDir }: Keeper): void {
  if (isKept(runsDir, run.id)) return;
  const lost = lostFiles(store.listArtifacts(run.id));
  throw new SweepError(
    "data",
    `run ${run.id}: its folder ${runPaths(runsDir, run.id).dir} is gone${lost}${advice(run, { store, runsDir })}`,
  );
}

function advice(run: RunRecord, keeper: Keeper): string {
  const successor = successorOf(run, keeper);
  if (successor?.state === "finished")
    return `: run ${successor.id}, the same trained once more, can be used in its place`;
  if (successor) return `: run ${successor.id}, which takes its place, is ${successor.state}`;
  const again = commandFor(run, keeper);
  return again && `: ${again} trains it anew`;
}

/** The newest run of the same identity that can be used, or will be. */
function successorOf(run: RunRecord, { store, runsDir }: Keeper): RunRecord | null {
  if (store.latestGeneration(run.key) === 0) return null; // as almost always: not all runs need be read
  const others = store.listRuns().filter(({ key, id }) => key === run.key && id !== run.id);
  const usable = others.filter(
    ({ id, state }) =>
      state === "queued" || state === "running" || (state === "finished" && isKept(runsDir, id)),
  );
  const newest = usable.toSorted((a, b) => b.generation - a.generation);
  return newest.find(({ state }) => state === "finished") ?? newest[0] ?? null;
}

/** ` with artifacts/model/model.json and 6 more files`, the model first. */
function lostFiles(artifacts: readonly ArtifactRecord[]): string {
  const first = artifacts.find(({ kind }) => kind === "model") ?? artifacts[0];
  if (!first) return "";
  const others = artifacts.length - 1;
  const more = others === 0 ? "" : ` and ${others} more ${others === 1 ? "file" : "files"}`;
  return ` with artifacts/${first.path}${more}`;
}

/** What its `--set` were was in its folder: a run that its experiment no longer lists is told by all of its parameters. */
function commandFor(run: RunRecord, { store, runsDir }: Keeper): string {
  const sweeps = store.sweepsOf(run.id).flatMap((name) => store.findSweep(name) ?? []);
  const isListed = (sweepId: number) =>
    store.listSweepRuns(sweepId).some(({ id }) => id === run.id);
  const sweep = sweeps.find(({ id }) => isListed(id)) ?? sweeps[0];
  if (!sweep) return "";
  const place = { overrides: [], cwd: dirname(runsDir) };
  if (sweep.file !== "" && isListed(sweep.id))
    return `\`${experimentCommand(sweep.file, place)}\` (with its --set, if there was one)`;
  return `\`${reproduceCommand(run, { ...place, sweep, listed: { runs: 0, parameters: [] } })}\``;
}
