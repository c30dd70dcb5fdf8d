import type { Fold } from "../core/fold.js";
import type { Parameters } from "../core/json.js";
import type { Metric } from "../core/metric-goal.js";
import type { RunState } from "../core/run-state.js";
import type { TimeEstimate } from "../core/time-estimate.js";

export type { TimeEstimate } from "../core/time-estimate.js";

/** GET /api/experiments: the YAML files of the experiments folder, and experiments where the dashboard was started. */
export interface ExperimentList {
  experiments: ExperimentFile[];
}

export interface ExperimentFile {
  /** Relative to where the dashboard was started, with forward slashes: how the other requests name it. */
  file: string;
  /** Its `description:`, or "". */
  description: string;
}

/** GET /api/experiments/text?file= */
export interface ExperimentText {
  file: string;
  text: string;
}

/** POST /api/experiments: saves a text as a new file of the experiments folder; one that exists is never replaced. */
export interface SaveExperimentRequest {
  /** File name: letters, digits, `.`, `_` and `-`, ending in `.yaml`. */
  name: string;
  text: string;
}

/** POST /api/experiments/preview and /api/experiments/start, which is answered by a LaunchReply. */
export interface ExperimentRequest {
  file: string;
  /** Runs at once; null: the experiment's, or what cores and memory allow. */
  jobs: number | null;
}

/** What `sweep run --dry-run --json` prints. */
export interface ExperimentPreview {
  name: string;
  method: string;
  metric: Metric;
  seed: number;
  /** Folds of `cross_validation`, each a run of every point; null: none. */
  folds: number | null;
  /** Runs at once. */
  concurrency: number;
  /** Proposed as results arrive: `runs` is empty, and there are at most `runCap`. */
  learns: boolean;
  runCap: number | null;
  runs: PreviewedRun[];
  counts: Record<PreviewedRun["standing"], number>;
  /** Of what is to be trained; null where nothing is, or nothing like it was trained on this machine. */
  estimate: TimeEstimate | null;
}

export interface PreviewedRun {
  id: string;
  name: string;
  repeat: number;
  fold: Fold | null;
  parameters: Parameters;
  /** `cached`: finished before, and kept; `unfinished`: known, and trained (on); `new`: not known. */
  standing: "cached" | "unfinished" | "new";
  /** Null for a new one. */
  state: RunState | null;
}
