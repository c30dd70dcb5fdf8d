import type { Importance, Trial } from "../analysis/importance/importance.js";
import type { VerdictReport } from "../api/verdict.js";
import type { DataSource } from "../core/data-source.js";
import type { MetricGoal } from "../core/metric-goal.js";
import type { Liveness, ProcessIdentity } from "../core/process-identity.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import type { SubmitJobs } from "../core/submit-jobs.js";
import type { Store } from "../store/store.js";
import type { Actions } from "./actions.js";

/** What the server needs of the outside world. */
export interface ServerDeps {
  store: Store;
  /** Folder of the runs' folders, absolute. */
  runsDir: string;
  /** Folder in which it was started, absolute: what is below it is shown relative to it, as people there would type it. */
  cwd: string;
  images: ImageSource;
  data: DataSource;
  measureImportance: MeasureImportance;
  reachVerdict: ReachVerdict;
  /** Null: it makes none. */
  submitJobs: SubmitJobs | null;
  /** Null: it starts and stops nothing. */
  actions: Actions | null;
  /** Why nothing may be changed through this server, for people; null or left out: it may. */
  forbidden?: string | null;
  /** Folder of the built dashboard: index.html, app.js, app.css. */
  assetsDir: string;
  now(): number;
  /** Is this process still there? */
  liveness(identity: ProcessIdentity): Liveness;
  /** Host names besides localhost and IP addresses under which the server may be asked, e.g. a machine's own name. */
  hostNames?: readonly string[];
  /** Told of every error that is a defect rather than somebody's mistake. */
  onDefect?(error: unknown): void;
}

/** Takes up to seconds of computing, during which the server goes on answering. */
export type MeasureImportance = (trials: readonly Trial[], goal: MetricGoal) => Promise<Importance>;

/** How the finished runs of a sweep compare. Takes up to seconds of computing, during which the server goes on answering. */
export type ReachVerdict = (sweep: SweepRecord) => Promise<VerdictReport>;

/** Pictures of the rows that a run's predictions and its submissions refer to. */
export interface ImageSource {
  /** PNG of a 0-based data row of the training file that the run was given; null when the run or row has none. */
  png(run: RunRecord, row: number): Promise<Uint8Array | null>;
  /** The same of the test file, which has no labels; a solution is never opened. */
  testPng(run: RunRecord, row: number): Promise<Uint8Array | null>;
}
