/**
 * Rebuilds what the database says of runs from their folders, by replaying each run's history through the store's own
 * calls. Invariants:
 *
 * 1. Nothing that the store has is changed: only sweeps, runs and attempts that it lacks are added. Doing it again, also after
 *    it was interrupted, adds what is still missing.
 * 2. While a sweep's runs are restored, the caller owns the sweep, so that no orchestrator trains them at the same time.
 *
 * What people said and decided is restored from the journal (`Store.restoreJournal`). What neither tells stays lost: which runs an
 * edited experiment had dropped.
 */
import { SweepError } from "../core/errors.js";
import type { ProcessIdentity } from "../core/process-identity.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import type { EndState } from "../core/run-state.js";
import type { AttemptEnd, NewRun, NewSweep, Store } from "./store.js";

/** A run as its folder tells it, read by whoever knows the files. */
export interface RunFolder {
  sweep: NewSweep;
  /** 0-based position among the sweep's runs. */
  index: number;
  run: NewRun;
  createdAt: number;
  /** From the first to the last; there is at least one, as the first one writes the folder. */
  attempts: FolderAttempt[];
  /** Carries the last attempt's event file into the store, as at the end of every attempt. */
  drain(run: RunRecord): Promise<void>;
}

export interface FolderAttempt {
  startedAt: number;
  endedAt: number;
  /** Milliseconds in between that it was paused. */
  pausedMs: number;
  state: EndState;
  end: AttemptEnd;
}

export interface ReindexOptions {
  store: Store;
  folders: readonly RunFolder[];
  /** The process that reindexes. */
  owner: ProcessIdentity;
  isAlive(identity: ProcessIdentity): boolean;
  /** Told after each folder how many are done. */
  onProgress?(done: number): void;
}

/** Ids of the runs of which something was missing, and of those that the store had whole. */
export interface ReindexReport {
  restored: string[];
  known: string[];
}

/** @throws SweepError("conflict") when a living orchestrator is at work on one of the sweeps. */
export async function reindexRuns(options: ReindexOptions): Promise<ReindexReport> {
  const report: ReindexReport = { restored: [], known: [] };
  for (const folders of groupBySweep(options.folders)) await reindexSweep(folders, options, report);
  return report;
}

function groupBySweep(folders: readonly RunFolder[]): RunFolder[][] {
  const groups = new Map<string, RunFolder[]>();
  for (const folder of [...folders].sort((a, b) => a.createdAt - b.createdAt)) {
    const group = groups.get(folder.sweep.name);
    if (group) group.push(folder);
    else groups.set(folder.sweep.name, [folder]);
  }
  return [...groups.values()];
}

async function reindexSweep(
  folders: RunFolder[],
  { store, owner, isAlive, onProgress }: ReindexOptions,
  report: ReindexReport,
): Promise<void> {
  const sweep = findOrSave(store, folders);
  const replacing = sweep.owner && !isAlive(sweep.owner) ? sweep.owner : null;
  if (!store.acquireSweep(sweep.id, owner, replacing)) throw ownedElsewhere(store, sweep);
  try {
    const linked = link(store, sweep, folders);
    for (const folder of folders) {
      const replayed = await replay(store, folder);
      const isNews = replayed || linked.has(folder.run.id);
      (isNews ? report.restored : report.known).push(folder.run.id);
      onProgress?.(report.restored.length + report.known.length);
    }
  } finally {
    store.releaseSweep(sweep.id, owner);
  }
}

/** Of the texts that the folders hold, the latest counts. */
function findOrSave(store: Store, folders: RunFolder[]): SweepRecord {
  const [first, last] = [folders[0] as RunFolder, folders.at(-1) as RunFolder]; // a group is never empty
  return store.findSweep(last.sweep.name) ?? store.saveSweep(last.sweep, first.createdAt);
}

function ownedElsewhere(store: Store, { name }: SweepRecord): SweepError {
  const owner = store.findSweep(name)?.owner;
  return new SweepError(
    "conflict",
    `sweep ${name}: expected no orchestrator at work, got process ${owner?.pid} on ${owner?.host}: stop it first`,
  );
}

/** Adds the sweep's missing runs at the times at which they were created. @returns their ids. */
function link(store: Store, sweep: SweepRecord, folders: RunFolder[]): Set<string> {
  const listed = store.listSweepRuns(sweep.id);
  const missing = folders.filter(({ run }) => !store.sweepsOf(run.id).includes(sweep.name));
  const inOrder = missing.toSorted((a, b) => a.index - b.index);
  for (const time of new Set(missing.map(({ createdAt }) => createdAt))) {
    const created = inOrder.filter(({ createdAt }) => createdAt <= time).map(({ run }) => run);
    store.setSweepRuns(sweep.id, [...listed, ...created], time);
  }
  return new Set(missing.map(({ run }) => run.id));
}

/** Replays the attempts that the store lacks. @returns false when there is none. */
async function replay(store: Store, folder: RunFolder): Promise<boolean> {
  const { run, attempts } = folder;
  const known = store.getRun(run.id);
  const whole = (known?.attempt ?? 0) - (known && isInterrupted(known) ? 1 : 0);
  for (const { startedAt, endedAt, pausedMs, state, end } of attempts.slice(whole)) {
    const begun = begin(store, run.id, startedAt);
    if (begun === null) return false; // the store knows better: it is finished, or has a process
    if (pausedMs > begun.pausedMs) replayPause(store, begun, startedAt, pausedMs);
    if (begun.attempt < attempts.length) store.requeueRun(run.id, end, endedAt);
    else {
      await folder.drain(begun);
      store.endRun(run.id, state, end, endedAt);
    }
  }
  return attempts.length > whole;
}

function begin(store: Store, runId: string, startedAt: number): RunRecord | null {
  store.reopenRun(runId, startedAt); // after an attempt that the store holds as failed
  store.claimRun(runId, startedAt); // unless an interrupted reindexing did
  const run = store.getRun(runId);
  return run && isInterrupted(run) ? run : null;
}

/** When it was is not told, only how long: all pauses are one. */
function replayPause(store: Store, { id, pausedMs: known }: RunRecord, at: number, ms: number) {
  store.pauseRun(id, at); // unless an interrupted reindexing did
  store.resumeRun(id, at + ms - known);
}

/** Was it claimed by a reindexing that did not come to its end? What an orchestrator runs has a process. */
function isInterrupted({ state, process }: RunRecord): boolean {
  return state === "running" && process === null;
}
