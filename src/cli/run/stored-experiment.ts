import { readFileSync } from "node:fs";
import { hashJson } from "../../core/hash.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import type { RecordedConfig } from "../../protocol/config.js";
import { readRunRecord } from "../../protocol/read-run-record.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { Experiment } from "../../spec/experiment.js";
import { parseExperiment } from "../../spec/parse-experiment.js";
import type { RunStore, SweepStore } from "../../store/store.js";
import type { CliContext } from "../context.js";
import type { Plugins } from "./read-experiment.js";

export interface StoredExperiment {
  sweep: SweepRecord;
  experiment: Experiment;
  runs: RunRecord[];
}

export interface StoredExperimentsOptions {
  store: SweepStore & RunStore;
  context: CliContext;
  plugins: Plugins;
}

/**
 * The experiments of runs that the store has, each as it was, with its overrides, when those runs were last trained: their
 * folders tell. Its file may have been edited since. A command is run in the folder that the runs were made in.
 * @throws SweepError("spec") when one cannot be read any more, because a file that it extends has changed, say.
 */
export function experimentsOf(
  runs: readonly RunRecord[],
  options: StoredExperimentsOptions,
): StoredExperiment[] {
  const groups = new Map<string, { sweep: SweepRecord; written: Written; runs: RunRecord[] }>();
  for (const run of runs) {
    const found = writtenOf(run, options);
    if (!found) continue;
    const key = hashJson([found.sweep.name, found.written.source, found.written.overrides]);
    const group = groups.get(key) ?? { ...found, runs: [] };
    group.runs.push(run);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ sweep, written, runs: own }) => ({
    ...{ sweep, runs: own, experiment: parse(written, own, options) },
  }));
}

/** An experiment's text, where it was read, and what replaced a part of it. */
interface Written {
  source: string;
  file: string;
  overrides: string[];
}

/** Null where no sweep has the run any more. One that never began is trained as its sweep's other runs were. */
function writtenOf(
  run: RunRecord,
  { store, context }: StoredExperimentsOptions,
): { sweep: SweepRecord; written: Written } | null {
  const record = recordOf(run, context.runsDir());
  const names = store.sweepsOf(run.id);
  const name = names.find((each) => each === record?.sweep.name) ?? names[0];
  const sweep = name === undefined ? null : store.findSweep(name);
  if (!sweep) return null;
  if (record && record.sweep.name === name) return { sweep, written: toWritten(record) };
  const siblings = store.listSweepRuns(sweep.id).map((each) => recordOf(each, context.runsDir()));
  const like = siblings.findLast((each) => each?.sweep.source === sweep.source);
  return {
    sweep,
    written: like ? toWritten(like) : { source: sweep.source, file: sweep.file, overrides: [] },
  };
}

function toWritten({ sweep, overrides }: RecordedConfig["record"]): Written {
  return { source: sweep.source, file: sweep.file, overrides };
}

function recordOf({ id }: RunRecord, runsDir: string): RecordedConfig["record"] | null {
  return readRunRecord(runPaths(runsDir, id).config);
}

function parse(
  { source, file, overrides }: Written,
  runs: readonly RunRecord[],
  { context, plugins }: StoredExperimentsOptions,
): Experiment {
  const trainer = runs[0]?.definition.trainer;
  const cwd = trainer?.kind === "command" ? trainer.cwd : context.cwd;
  const readFile = (path: string) => readFileSync(path, "utf8");
  return parseExperiment({ text: source, file, overrides, deps: { ...plugins, readFile, cwd } });
}
