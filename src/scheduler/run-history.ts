import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { messageOf, SweepError } from "../core/errors.js";
import type { EndState } from "../core/run-state.js";
import { type RecordedConfig, recordedConfig } from "../protocol/config.js";
import { type EndRecord, readEndRecord } from "../protocol/end-record.js";
import { readExitReport } from "../protocol/exit-report.js";
import { pausedMs, readProcessRecord } from "../protocol/process-record.js";
import { attemptPaths, type RunPaths } from "../protocol/run-paths.js";
import type { AttemptEnd, NewRun, NewSweep } from "../store/store.js";
import { classify, endStateOf } from "./classify.js";

/** What a run's folder tells of its past. */
export interface RunHistory {
  sweep: NewSweep;
  /** 0-based position among the sweep's runs. */
  index: number;
  run: NewRun;
  createdAt: number;
  /** From the first to the last; at least one. */
  attempts: PastAttempt[];
  /** The files of the last attempt. */
  files: RunPaths;
}

/** How an attempt ended, by its end.json, else by its exit.json; without either its outcome is `lost` and its times are estimates. */
export interface PastAttempt {
  startedAt: number;
  endedAt: number;
  /** Milliseconds in between that it was paused. */
  pausedMs: number;
  state: EndState;
  end: AttemptEnd;
}

/**
 * Reads the folder of a run that no process is at work on.
 * @throws SweepError("data") when config.json or the events cannot be read, or belong to another run.
 */
export function readRunHistory(paths: RunPaths): RunHistory {
  const { record, attempt: count } = readConfig(paths);
  const places = Array.from({ length: count }, (_, i) => attemptPaths(paths, i + 1));
  const files = places.at(-1) ?? paths;
  requireReadable(files.events);
  const { sweep, index, run, created_at: createdAt } = record;
  return { sweep, index, run, createdAt, attempts: readAttempts(places, createdAt), files };
}

function readConfig({ dir, config }: RunPaths): RecordedConfig {
  const parsed = recordedConfig.safeParse(readJson(config));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw damaged(config, `${issue?.path.join(".") || "top"}: ${issue?.message}`);
  }
  const { id } = parsed.data.record.run;
  if (id !== basename(dir)) throw damaged(config, `expected run ${basename(dir)}, got ${id}`);
  return parsed.data;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw damaged(file, isMissing ? "no such file" : messageOf(error));
  }
}

function requireReadable(file: string): void {
  if (!existsSync(file)) return; // nothing was reported
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw damaged(file, messageOf(error));
  }
}

function readAttempts(places: readonly RunPaths[], createdAt: number): PastAttempt[] {
  let free = createdAt; // since when the attempt may have been under way
  return places.map((files, i) => {
    const record = readEndRecord(files.end, i + 1);
    const attempt = record ? fromRecord(record) : estimate(files, free);
    free = attempt.endedAt;
    return attempt;
  });
}

function fromRecord(record: EndRecord): PastAttempt {
  const { outcome, max_rss_bytes: maxRssBytes, cpu_seconds: cpuSeconds } = record;
  return {
    startedAt: record.started_at,
    endedAt: record.ended_at,
    pausedMs: record.paused_ms,
    state: endStateOf(outcome),
    end: { outcome, maxRssBytes, cpuSeconds },
  };
}

function estimate(files: RunPaths, earliest: number): PastAttempt {
  const report = readExitReport(files.exit);
  const outcome = classify({ report, code: null, signal: null, outOfMemory: false }, null, null);
  const process = readProcessRecord(files.process);
  const startedAt = report?.started_at ?? process?.started_at ?? earliest;
  const endedAt = report?.ended_at ?? Math.max(startedAt, ...writtenAt(files));
  return {
    ...{ startedAt, endedAt, pausedMs: pausedMs(process, endedAt) },
    state: endStateOf(outcome),
    end: {
      outcome,
      maxRssBytes: report?.max_rss_bytes ?? null,
      cpuSeconds: report?.cpu_seconds ?? null,
    },
  };
}

/** When a process whose end nobody saw last wrote something. */
export function writtenAt({ events, output }: RunPaths): number[] {
  return [events, output].flatMap((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat ? [Math.round(stat.mtimeMs)] : [];
  });
}

function damaged(file: string, problem: string): SweepError {
  return new SweepError("data", `${file}: ${problem}`);
}
