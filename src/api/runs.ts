import type { EnvironmentRecord } from "../core/environment-record.js";
import type { Fold } from "../core/fold.js";
import type { JsonValue, Parameters } from "../core/json.js";
import type { MetricGoal } from "../core/metric-goal.js";
import type { NonFinite, WireNumber } from "../core/metric-value.js";
import type { Outcome } from "../core/outcome.js";
import type {
  ArtifactRecord,
  MetricSummary,
  Progress,
  RunAnnotations,
  SubmissionRecord,
  TrainerSpec,
} from "../core/records.js";
import type { RunState } from "../core/run-state.js";

export type { JsonValue, Parameters } from "../core/json.js";

/**
 * GET /api/runs?sweep=&where=&sort=&archived=&limit=&offset=: at most 1000 runs at once. `where` is a filter (docs/query.md);
 * `sort` is fields of the same language, the first counting most, each with `-` before it for descending order:
 * `-val_accuracy,optimizer`. Runs without a value come last either way, pinned ones first. Without `sort`: the sweep's order, or
 * without `sweep` the newest first. `archived`: `without` (default, unless `where` speaks of `archived`), `with` or `only`.
 *
 * GET /api/runs.csv takes the same, without a limit, and `columns=id,lr,val_accuracy.last`: fields, too.
 */
export interface RunList {
  runs: RunRow[];
  /** How many runs match without `limit` and `offset`. */
  total: number;
  /** The store's revision before the rows were read: following events from here misses nothing. */
  revision: number;
  /** Parameters that differ between the runs of the sweep, by dotted name (`optimizer.lr`); empty without `sweep`. */
  varying: string[];
}

/** What a table shows of one run. Times are milliseconds since 1970 (UTC). */
export interface RunRow extends RunAnnotations {
  /** From 1, in order of creation, over all sweeps: decides the colour of its curve. */
  number: number;
  id: string;
  name: string;
  /** Names of the sweeps that contain it. */
  sweeps: string[];
  parameters: Parameters;
  seed: number;
  repeat: number;
  /** Which rows judge it, of a cross-validation; null: those of the one split. */
  fold: Fold | null;
  /** Equal for runs that differ in nothing but seed and fold. */
  variant: string;
  state: RunState;
  /** Since when its processes are stopped for a while; null: they are not. */
  pausedAt: number | null;
  /** Recorded as running, but nothing works on it: its process is gone, or on another host, and silent for a minute. */
  lost: boolean;
  /** Its process goes on without an orchestrator: what it reports is recorded once one follows it. */
  unattended: boolean;
  outcome: OutcomeText | null;
  attempt: number;
  progress: Progress | null;
  /** By the metric of the sweep that was asked for, else of the first that contains the run; null before the first value. */
  score: Score | null;
  /** By name. */
  metrics: Record<string, MetricValues>;
  backend: string | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** Of the last attempt, up to now while it runs; null before the first, and unknown of a lost run. */
  durationMs: number | null;
  champion: boolean;
  revision: number;
}

export interface MetricValues {
  /** `min` or `max`, whichever is the metric's goal. */
  best: number | null;
  last: WireNumber;
  /** Null when no value was finite. */
  min: number | null;
  max: number | null;
  count: number;
}

export interface OutcomeText {
  type: Outcome["type"];
  /** One line for people. */
  text: string;
}

export interface Score {
  metric: string;
  goal: MetricGoal;
  /** Null when no value was finite. */
  best: number | null;
  bestStep: number | null;
  last: WireNumber;
  /** How often it was measured: epochs, for a trainer that validates once an epoch. */
  count: number;
  nonFinite: NonFinite | null;
}

/** GET /api/runs/:id */
export interface RunDetail {
  run: RunRow;
  /** Identity hash: equal for every generation of the same definition. */
  key: string;
  generation: number;
  trainer: TrainerSpec;
  /** Parameters that differ between the runs of its sweep, by dotted name: what tells it from its siblings. */
  varying: string[];
  data: JsonValue;
  summary: Record<string, JsonValue>;
  /** Of the last attempt; null before the first, and for runs of a sweep that did not record it. */
  environment: EnvironmentRecord | null;
  attempts: AttemptItem[];
  artifacts: ArtifactItem[];
  metrics: MetricItem[];
  submissions: SubmissionRecord[];
  /** A shell command that trains it again; null when no sweep contains it. */
  reproduce: string | null;
}

export interface AttemptItem {
  attempt: number;
  startedAt: number;
  endedAt: number | null;
  outcome: OutcomeText | null;
  maxRssBytes: number | null;
  cpuSeconds: number | null;
}

export type ArtifactItem = Omit<ArtifactRecord, "runId">;

export type MetricItem = Omit<MetricSummary, "last"> & { last: WireNumber };
