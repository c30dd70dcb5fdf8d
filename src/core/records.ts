/** What the store holds, as plain data. Times are milliseconds since 1970 (UTC). Rates and sizes name their unit. */
import type { ControlAction, ControlAnswer } from "./control.js";
import type { Fold } from "./fold.js";
import type { JsonValue, Parameters } from "./json.js";
import type { Metric } from "./metric-goal.js";
import type { NonFinite } from "./metric-value.js";
import type { Outcome } from "./outcome.js";
import type { ProcessIdentity } from "./process-identity.js";
import type { RunState } from "./run-state.js";

/** The set of runs that one experiment has. Its `name` is the experiment's and is unique. */
export interface SweepRecord {
  id: number;
  name: string;
  description: string;
  /** The experiment as written, and where it was read; empty for one that has no file, because `sweep ensemble` made it. */
  source: string;
  file: string;
  method: string;
  metric: Metric;
  createdAt: number;
  updatedAt: number;
  /** The orchestrator that is at work on it, or was when it died. */
  owner: ProcessIdentity | null;
  /** Since when it starts no new runs; null: it does. */
  pausedAt: number | null;
}

/** What trains: a built-in trainer by name, or any command (tokens, macros not yet replaced; `cwd` is absolute). */
export type TrainerSpec =
  | { kind: "builtin"; type: string }
  | { kind: "command"; command: string[]; cwd: string };

/** Everything that decides a run's result; its hash is the run's identity. */
export interface RunDefinition {
  trainer: TrainerSpec;
  /** Hash of the trainer's code: a changed script is another run. */
  code: string;
  parameters: Parameters;
  seed: number;
  /** The trainer's description of its data, with content hashes; null where it has none. */
  data: JsonValue;
  repeat: number;
  /** Which rows it is judged by; null: those of the one split that `data` tells. */
  fold: Fold | null;
  /** The experiment's metric, where it decides which epoch a trainer keeps and is another than the trainer's own. */
  metric?: Metric | undefined;
}

export interface RunRecord {
  /** From 1, in order of creation, over all sweeps. */
  number: number;
  /** First 12 hexadecimal digits of the identity's hash (with the generation mixed in after `--fresh`). */
  id: string;
  /** Full identity hash, the same for every generation. */
  key: string;
  generation: number;
  /** A few words that tell it from its siblings: the parameters that vary. */
  name: string;
  definition: RunDefinition;
  state: RunState;
  /** Why the last attempt ended; null before the first has. */
  outcome: Outcome | null;
  /** Number of the current or last attempt, from 1; 0 before the first. */
  attempt: number;
  /** The trainer's process (its group leader) while running. */
  process: ProcessIdentity | null;
  progress: Progress | null;
  /** The trainer's summary values: backend, parameter count, and the like. */
  summary: Record<string, JsonValue>;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  heartbeatAt: number | null;
  /** Since when its processes are stopped; null: they run. */
  pausedAt: number | null;
  /** How long the current or last attempt was paused before that, in milliseconds. */
  pausedMs: number;
  annotations: RunAnnotations;
  /** Equal for runs that differ in nothing but seed and fold: `variantOf` their definitions. */
  variant: string;
  /** Raised by every change of the run, its metrics or annotations, over all runs: a cursor for those who follow. */
  revision: number;
}

/** What people say of a run. It is no part of the run's result: also a finished run's may change. */
export interface RunAnnotations {
  /** In alphabetical order, each once. */
  tags: string[];
  /** "" where there is none. */
  note: string;
  /** Stands before all others in the dashboard's lists. */
  pinned: boolean;
  /** Left out of every list that does not ask for archived runs. */
  archived: boolean;
}

/** What somebody asks of the orchestrator at work on a sweep. */
export interface ControlRequest {
  id: number;
  sweepId: number;
  /** The run that it is about; null: the whole sweep. */
  runId: string | null;
  action: ControlAction;
  createdAt: number;
  /** Null until the orchestrator has carried it out, or has refused. */
  answer: ControlAnswer | null;
}

export interface Progress {
  /** Done so far and in all, in `unit`s. */
  done: number;
  total: number;
  unit: string;
  /** What it is doing now, e.g. "loading data". */
  status: string;
}

export interface AttemptRecord {
  runId: string;
  attempt: number;
  startedAt: number;
  endedAt: number | null;
  outcome: Outcome | null;
  process: ProcessIdentity | null;
  /** Whole attempt, children included; null where it could not be measured. */
  maxRssBytes: number | null;
  cpuSeconds: number | null;
}

export interface MetricPoint {
  name: string;
  step: number;
  epoch: number | null;
  time: number;
  /** May be NaN or infinite. */
  value: number;
}

/** Kept up to date on every write, so that a table never reads curves. Non-finite values count, but never as min or max. */
export interface MetricSummary {
  name: string;
  count: number;
  last: number;
  lastStep: number;
  min: number | null;
  minStep: number | null;
  max: number | null;
  maxStep: number | null;
  nonFinite: NonFinite | null;
  /** What the run says that the metric came to: the number that its summary has under the same name; null: it says nothing. */
  result: number | null;
  /** The last step at which that value was logged; null where it never was. */
  resultStep: number | null;
}

export interface ArtifactRecord {
  runId: string;
  /** Relative to the run's `artifacts/`, with forward slashes. */
  path: string;
  /** What it is: "model", "export", "predictions", "picture", "submission", "file". */
  kind: string;
  bytes: number;
  sha256: string;
  /** When its file was last written, in ms since 1970. */
  createdAt: number;
}

/** One change of an alias. `runId` null: the alias was taken away (undo of the first promotion). */
export interface PromotionRecord {
  id: number;
  alias: string;
  runId: string | null;
  action: "promote" | "undo";
  reason: string;
  createdAt: number;
}

/** A name for an address of the dashboard. */
export interface ViewRecord {
  name: string;
  /** Path and query: `/?sweep=bn-aug&where=…`. */
  address: string;
  updatedAt: number;
}

export interface SubmissionRecord {
  id: number;
  runId: string;
  /** Path of the CSV file, and its SHA-256. */
  path: string;
  sha256: string;
  rows: number;
  /** From validation: accuracy with its 95 % interval, and on how many rows; null where the run kept no predictions. */
  expected: ExpectedScore | null;
  /** What the file was made from: run identity, data hashes, model hash. */
  lineage: Record<string, JsonValue>;
  createdAt: number;
  /** Where it was handed in, and when; null: not by us. */
  pushed: SubmissionPush | null;
  /** What the leaderboard said of it, as somebody entered it; null until then. */
  leaderboard: LeaderboardScore | null;
}

export interface SubmissionPush {
  /** Kaggle's short name: `digit-recognizer`. */
  competition: string;
  at: number;
}

export interface LeaderboardScore {
  /** Accuracy in [0, 1]. */
  score: number;
  at: number;
}

export interface ExpectedScore {
  accuracy: number;
  low: number;
  high: number;
  rows: number;
}
