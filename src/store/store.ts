/**
 * The store is the truth about every sweep and run. Its calls are synchronous (the database is a local file) and each is
 * one transaction. Invariants:
 *
 * 1. State changes obey core/run-state.ts; one that lost a race returns false and changes nothing.
 * 2. A batch of events and the offset up to which the event file was read are one transaction: after a crash at any
 *    moment every event is in the store exactly once.
 * 3. Every change of a run raises its `revision` to a number never used before in this store.
 */
import type { ControlAnswer } from "../core/control.js";
import type { JsonValue } from "../core/json.js";
import type { Metric } from "../core/metric-goal.js";
import type { Outcome } from "../core/outcome.js";
import type { ProcessIdentity } from "../core/process-identity.js";
import type {
  ArtifactRecord,
  AttemptRecord,
  ControlRequest,
  MetricPoint,
  MetricSummary,
  Progress,
  PromotionRecord,
  RunAnnotations,
  RunDefinition,
  RunRecord,
  SubmissionRecord,
  SweepRecord,
  ViewRecord,
} from "../core/records.js";
import type { EndState, RunState } from "../core/run-state.js";
import type { Field, Filter, KnownNames, SortKey } from "../query/filter.js";

export interface Store
  extends SweepStore,
    RunStore,
    QueryStore,
    AnnotationStore,
    ViewStore,
    MetricStore,
    ArtifactStore,
    PromotionStore,
    SubmissionStore,
    ControlStore,
    JournalStore {
  /**
   * Another text after every change of anything in the store, by whatever process; while it stays the same, so does all that can be
   * read. Asking costs microseconds, however large the store is.
   */
  changeStamp(): string;
  close(): void;
}

export interface NewSweep {
  name: string;
  description: string;
  source: string;
  file: string;
  method: string;
  metric: Metric;
}

export interface SweepStore {
  /** Creates the sweep of this name or brings its description, source and metric up to date. */
  saveSweep(sweep: NewSweep, now: number): SweepRecord;
  findSweep(name: string): SweepRecord | null;
  /** Newest first. */
  listSweeps(): SweepRecord[];
  /**
   * Makes `owner` the sweep's orchestrator if it has none or if the present one is `replacing` (proven dead by the caller).
   * What was asked of an earlier one, and what is still open when it is released, gets the answer `unanswered`.
   * @returns false when somebody else owns it.
   */
  acquireSweep(sweepId: number, owner: ProcessIdentity, replacing: ProcessIdentity | null): boolean;
  releaseSweep(sweepId: number, owner: ProcessIdentity): void;
  /** Notes since when the sweep starts no new runs, or with null that it does. */
  setSweepPaused(sweepId: number, pausedAt: number | null, now: number): void;
}

export interface NewRun {
  id: string;
  key: string;
  generation: number;
  name: string;
  definition: RunDefinition;
}

export interface RunStore {
  /**
   * Makes these the runs of the sweep, in this order: unknown ones are created as queued, known ones (also those that
   * another sweep trained) are linked as they are. Runs that the sweep had before and that are not listed stay linked,
   * with `current` false.
   * @throws SweepError("conflict") when an id is known with another key.
   */
  setSweepRuns(sweepId: number, runs: NewRun[], now: number): void;
  /** The sweep's runs in order; with `all`, those that its experiment no longer lists come last. */
  listSweepRuns(sweepId: number, options?: { all?: boolean }): RunRecord[];
  /** All runs, newest first. */
  listRuns(filter?: {
    sweep?: string;
    state?: string;
    limit?: number;
    offset?: number;
  }): RunRecord[];
  /** Names of the sweeps that contain the run. */
  sweepsOf(runId: string): string[];
  getRun(id: string): RunRecord | null;
  /** Ids that begin with `prefix`, at most `limit`. */
  findRunIds(prefix: string, limit: number): string[];
  /** Highest generation of this key, or null where the key is unknown. */
  latestGeneration(key: string): number | null;

  /**
   * queued → running: counts an attempt up, forgets metrics, progress, summary and artifacts of the one before, records its
   * start.
   */
  claimRun(id: string, now: number): boolean;
  /** Records the trainer's process once it has started. */
  setRunProcess(id: string, process: ProcessIdentity, now: number): void;
  heartbeat(ids: string[], now: number): void;
  /** running → an end state, with the attempt's record. */
  endRun(id: string, state: EndState, end: AttemptEnd, now: number): boolean;
  /** running → queued, after a failed attempt that will be retried or one that was lost. */
  requeueRun(id: string, end: AttemptEnd, now: number): boolean;
  /** failed | cancelled → queued. */
  reopenRun(id: string, now: number): boolean;
  /** queued → cancelled, by the user; no attempt is counted. */
  withdrawRun(id: string, now: number): boolean;
  /** Notes that a running run is stopped for a while. @returns false when it does not run, or is paused already. */
  pauseRun(id: string, now: number): boolean;
  /** Notes that a paused run goes on. @returns false when it is not paused. */
  resumeRun(id: string, now: number): boolean;
  listAttempts(runId: string): AttemptRecord[];
  /** Runs whose revision is above the cursor, ascending, at most `limit`. */
  runsSince(revision: number, limit: number): RunRecord[];
  /** How many runs, of a sweep or of all, have a revision above the cursor. */
  countChanged(revision: number, sweepId: number | null): number;
  latestRevision(): number;
}

/** Which runs, and in which order. */
export interface RunQuery {
  /** The runs that this sweep's experiment lists; null: all runs. */
  sweepId: number | null;
  /** Also those that the experiment no longer lists. */
  all?: boolean;
  filter?: Filter | null;
  /** Default: `with`. */
  archived?: "without" | "with" | "only";
  /** Before all others, the pinned ones. */
  pinnedFirst?: boolean;
  /** The first counts most. What it leaves undecided is as in the experiment, or without a sweep newest first. */
  sort?: readonly SortKey[];
  /** For durations of running runs. */
  now: number;
  /** Ids of the runs whose state is to be called `lost` instead of `running`, and whose duration nobody knows; asked where one counts. Default: none. */
  lost?: () => readonly string[];
}

/** A part of what a query finds; without it, all. */
export interface Page {
  limit: number;
  offset: number;
}

/** Values of runs, one column for each field that was asked for; undefined where a run lacks it. */
export interface RunValues {
  ids: string[];
  /** A metric's last value may be "NaN", "Infinity" or "-Infinity". Fields of several values (tags, sweeps) are lists. */
  columns: (JsonValue | undefined)[][];
}

/** What a parameter is in the runs that have it. */
export interface ParameterSummary {
  name: string;
  types: ("null" | "boolean" | "number" | "string" | "list" | "object")[];
  runs: number;
  distinct: number;
  /** All of its values in the order of sorting, where there are at most 50; else null. */
  values: JsonValue[] | null;
  /** Of its numbers. */
  min: number | null;
  max: number | null;
}

/** What a metric's lowest and highest values are over runs. */
export interface MetricRange {
  name: string;
  /** How many runs have logged it. */
  runs: number;
  lowest: { min: number | null; max: number | null };
  highest: { min: number | null; max: number | null };
}

export interface QueryStore {
  /** Names that the filter language knows, with the goals by which `best` is chosen: `judge`'s metric counts first. */
  knownNames(judge?: Metric | null): KnownNames;
  /** A page of the runs that match, and how many match in all. */
  queryRuns(query: RunQuery, page?: Page): { runs: RunRecord[]; total: number };
  runValues(query: RunQuery, fields: readonly Field[], page?: Page): RunValues;
  /** In alphabetical order, for the runs of one sweep or for all. */
  parameterSummaries(sweepId: number | null): ParameterSummary[];
  metricRanges(sweepId: number | null): MetricRange[];
  /** Tags with the number of runs that have them, in alphabetical order. */
  tagCounts(sweepId: number | null): { name: string; runs: number }[];
  countRuns(sweepId: number | null): Record<RunState, number>;
  /** How many variants the runs are of, and whether any is one fold of a cross-validation. */
  variantCounts(sweepId: number | null): { variants: number; folded: boolean };
  /** The smallest number of its runs; null where it has none. */
  firstRunNumber(sweepId: number): number | null;
}

/** What is not named stays as it is. */
export interface AnnotationChange extends Partial<Omit<RunAnnotations, "tags">> {
  addTags?: readonly string[];
  removeTags?: readonly string[];
}

export interface AnnotationStore {
  /**
   * Changes all of these runs or none. @returns the runs that are now different from before.
   * @throws SweepError("not-found") that names the first unknown id.
   */
  annotateRuns(ids: readonly string[], change: AnnotationChange): RunRecord[];
}

export interface ViewStore {
  /** In alphabetical order. */
  listViews(): ViewRecord[];
  /** Creates the view of this name or replaces it. */
  saveView(view: ViewRecord): void;
  /** @returns false when there is none. */
  deleteView(name: string): boolean;
}

export interface AttemptEnd {
  outcome: Outcome;
  maxRssBytes: number | null;
  cpuSeconds: number | null;
}

/** What was read from an event file between two offsets (bytes). */
export interface EventBatch {
  runId: string;
  attempt: number;
  /** Offset up to which the file has now been read. */
  offset: number;
  metrics: MetricPoint[];
  progress: Progress | null;
  summary: Record<string, JsonValue>;
  artifacts: ArtifactRecord[];
}

export interface MetricStore {
  /**
   * @returns false, and stores nothing, when the batch belongs to an attempt that is not the one now running, or when its
   *   offset is below the stored one (another reader is ahead).
   */
  ingest(batch: EventBatch, now: number): boolean;
  /** Where reading of the current attempt's event file continues. */
  eventOffset(runId: string): number;
  /** @param name - of the only metric that is asked about; default: all. */
  summaries(runIds: string[], name?: string): Map<string, MetricSummary[]>;
  metricNames(): string[];
  /** Points of one curve in order of step, exactly as logged. */
  curve(runId: string, name: string): MetricPoint[];
  /**
   * At most about 2 × `buckets` points: the minimum and maximum of each bucket of steps, so that no spike is lost; plus the
   * first and last point. Non-finite points are left out.
   */
  curveSampled(runId: string, name: string, buckets: number, part?: CurvePart): MetricPoint[];
  /** The first `limit` points of a curve whose values are not finite. */
  nonFinitePoints(runId: string, name: string, limit: number): MetricPoint[];
}

/** A part of a curve: from one place to another, with the nearest finite point outside at either end. */
export interface CurvePart {
  /** `time` is milliseconds since 1970. Epochs are whole: one that begins or ends within the part is in it. */
  axis: "step" | "epoch" | "time";
  /** May be infinite. */
  from: number;
  to: number;
}

export interface ArtifactStore {
  listArtifacts(runId: string): ArtifactRecord[];
}

export interface PromotionStore {
  /** The run that the alias points at, or null. */
  resolveAlias(alias: string): string | null;
  /** @throws SweepError("not-found") when there is no such run. */
  promote(alias: string, runId: string, reason: string, now: number): PromotionRecord;
  /** Takes the alias back to where it pointed before; null when there is nothing to undo. */
  undoPromotion(alias: string, now: number): PromotionRecord | null;
  /** Newest first. */
  listPromotions(alias: string): PromotionRecord[];
}

export interface JournalReport {
  /** How many annotated runs, views, promotions and submissions were added. */
  restored: number;
  /** What the journal has that could not be read or used, for people. */
  problems: string[];
}

/** Annotations, views, promotions and submissions are also kept beside the database, in what outlives it. */
export interface JournalStore {
  /** Adds what the journal tells of this store's runs and the store lacks; what the store has stands. */
  restoreJournal(): JournalReport;
}

/** Requests to orchestrators, which are other processes: they ask for the open ones a few times a second. */
export interface ControlStore {
  addRequest(
    request: Pick<ControlRequest, "sweepId" | "runId" | "action">,
    now: number,
  ): ControlRequest;
  /** Those of the sweep without an answer, oldest first. */
  openRequests(sweepId: number): ControlRequest[];
  /** @returns false when it was answered before: the first answer stands. */
  answerRequest(id: number, answer: ControlAnswer): boolean;
  /** The answer to a request; null while there is none. */
  answerOf(id: number): ControlAnswer | null;
}

export type NewSubmission = Omit<SubmissionRecord, "id" | keyof SubmissionChange>;
export type SubmissionChange = Partial<Pick<SubmissionRecord, "pushed" | "leaderboard">>;

export interface SubmissionStore {
  /** @throws SweepError("not-found") when there is no such run. */
  addSubmission(submission: NewSubmission): SubmissionRecord;
  /** What is not named stays as it is. @returns null when there is no such submission. */
  updateSubmission(id: number, change: SubmissionChange): SubmissionRecord | null;
  /** Newest first. */
  listSubmissions(runId?: string): SubmissionRecord[];
}
