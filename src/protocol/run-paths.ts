import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Fold } from "../core/fold.js";
import type { RunEnvironment } from "./environment.js";
import { readAttempt } from "./read-run-record.js";

/** The files of one run: the contract between a trainer and the orchestrator. */
export interface RunPaths {
  dir: string;
  /** in: parameters, seed, data */
  config: string;
  /** out: one JSON object a line, appended by the run's process */
  events: string;
  /** out: stdout and stderr from the first byte */
  output: string;
  /** out: model, predictions, pictures, checkpoints */
  artifacts: string;
  /** how the process ended, written by its supervisor */
  exit: string;
  /** how the attempt ended as the store was told it, written by the orchestrator */
  end: string;
  /** CPU and memory of the attempt's processes over time, written by their supervisor */
  system: string;
  /** machine, versions and code state at the attempt's start, written by the orchestrator */
  environment: string;
  /** which process is at work on it, present while one is */
  process: string;
  /** everything of earlier attempts but config.json: attempts/<n>/ */
  attempts: string;
}

export function runPaths(runsDir: string, runId: string): RunPaths {
  const dir = join(runsDir, runId);
  return {
    dir,
    config: join(dir, "config.json"),
    events: join(dir, "events.jsonl"),
    output: join(dir, "output.log"),
    artifacts: join(dir, "artifacts"),
    exit: join(dir, "exit.json"),
    end: join(dir, "end.json"),
    system: join(dir, "system.jsonl"),
    environment: join(dir, "environment.json"),
    process: join(dir, "process.json"),
    attempts: join(dir, "attempts"),
  };
}

/**
 * Where an attempt's files are: in the run's own folder until the next attempt puts them aside, one after the other. Of an attempt
 * that was claimed and never began there are none, wherever one looks.
 */
export function attemptPaths(paths: RunPaths, attempt: number): RunPaths {
  const aside = runPaths(paths.attempts, String(attempt));
  if ((readAttempt(paths.config) ?? attempt) !== attempt) return aside;
  if (!existsSync(aside.dir)) return paths;
  const stays = FILES.filter((name) => !existsSync(aside[name]) && existsSync(paths[name]));
  return { ...aside, ...Object.fromEntries(stays.map((name) => [name, paths[name]])) };
}

/** What is put aside. */
const FILES = [
  "events",
  "output",
  "artifacts",
  "exit",
  "end",
  "system",
  "environment",
  "process",
] as const;

export function runEnvironment(runId: string, paths: RunPaths): RunEnvironment {
  return {
    SWEEP_RUN_ID: runId,
    SWEEP_RUN_DIR: paths.dir,
    SWEEP_CONFIG: paths.config,
    SWEEP_EVENTS: paths.events,
  };
}

/** What the environment of a fold's run has besides: the fold's number, from 0, and how many there are. */
export function foldEnvironment(fold: Fold | null): Record<string, string> {
  return fold ? { SWEEP_FOLD: String(fold.index), SWEEP_FOLDS: String(fold.count) } : {};
}
