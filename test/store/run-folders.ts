import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromWire } from "../../src/core/metric-value.js";
import type { Outcome } from "../../src/core/outcome.js";
import { type RecordedConfig, recordedConfig } from "../../src/protocol/config.js";
import { formatEventLine, parseEventLine, type RunEventInput } from "../../src/protocol/events.js";
import { exitReport } from "../../src/protocol/exit-report.js";
import { type RunPaths, runPaths } from "../../src/protocol/run-paths.js";
import type { FolderAttempt, RunFolder } from "../../src/store/reindex.js";
import type { NewRun, NewSweep, Store } from "../../src/store/store.js";
import { batch } from "./examples.js";

/** One run's history, to be laid down as a folder. */
export interface FolderContent {
  sweep: NewSweep;
  index: number;
  run: NewRun;
  createdAt: number;
  /** Exit codes of its attempts; the n-th one takes from second 100 n to second 100 n + 50 after `createdAt`. */
  codes: number[];
  events: RunEventInput[];
}

export function writeRunFolder(runsDir: string, content: FolderContent): void {
  const { run, codes, createdAt, events } = content;
  const paths = runPaths(runsDir, run.id);
  codes.forEach((code, i) => {
    const exit = exitFile(paths, i + 1, codes.length);
    mkdirSync(join(exit, ".."), { recursive: true });
    const [started_at, ended_at] = [createdAt + 100 * (i + 1), createdAt + 100 * (i + 1) + 50];
    writeFileSync(
      exit,
      JSON.stringify({
        ...{ code, signal: null, started_at, ended_at },
        ...{ max_rss_bytes: 1_000, cpu_seconds: 2.5 },
      }),
    );
  });
  writeFileSync(paths.config, JSON.stringify(configOf(content)));
  writeFileSync(paths.events, events.map(formatEventLine).join(""));
}

function configOf({ sweep, index, run, createdAt, codes }: FolderContent): RecordedConfig {
  const { parameters, seed, data } = run.definition;
  return {
    ...{ run_id: run.id, experiment: sweep.name, name: run.name, attempt: codes.length },
    ...{ parameters, seed, data, metric: sweep.metric, threads: 1, cache_dir: "/cache" },
    record: { sweep, overrides: [], index, run, created_at: createdAt },
  };
}

function exitFile(paths: RunPaths, attempt: number, attempts: number): string {
  return attempt === attempts ? paths.exit : join(paths.attempts, String(attempt), "exit.json");
}

/** Every run folder of `runsDir`, as reindexRuns wants them. */
export function readRunFolders(runsDir: string, store: Store): RunFolder[] {
  return readdirSync(runsDir).map((id) => readRunFolder(runPaths(runsDir, id), store));
}

function readRunFolder(paths: RunPaths, store: Store): RunFolder {
  const { record, attempt } = recordedConfig.parse(readJson(paths.config));
  const numbers = Array.from({ length: attempt }, (_, i) => i + 1);
  return {
    sweep: record.sweep,
    index: record.index,
    run: record.run,
    createdAt: record.created_at,
    attempts: numbers.map((number) => readAttempt(exitFile(paths, number, attempt))),
    drain: async (run) => ingestAll(paths.events, run.id, run.attempt, store),
  };
}

function readAttempt(file: string): FolderAttempt {
  const exit = exitReport.parse(readJson(file));
  const code = exit.code ?? 1;
  const outcome: Outcome = code === 0 ? { type: "finished" } : { type: "exit-code", code };
  return {
    startedAt: exit.started_at,
    endedAt: exit.ended_at,
    pausedMs: 0,
    state: code === 0 ? "finished" : "failed",
    end: { outcome, maxRssBytes: exit.max_rss_bytes, cpuSeconds: exit.cpu_seconds },
  };
}

function ingestAll(file: string, runId: string, attempt: number, store: Store): void {
  const text = readFileSync(file, "utf8");
  const taken = batch(runId, text.length, { attempt });
  for (const line of text.split("\n").filter(Boolean)) {
    const parsed = parseEventLine(line);
    if (!parsed.ok) throw new Error(parsed.problem);
    const { event } = parsed;
    if (event.type === "summary") Object.assign(taken.summary, event.values);
    if (event.type !== "metrics") continue;
    const { step, epoch = null, time = 0 } = event;
    for (const [name, value] of Object.entries(event.values)) {
      taken.metrics.push({ name, step, epoch, time, value: fromWire(value) });
    }
  }
  store.ingest(taken, 0);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
