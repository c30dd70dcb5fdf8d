import type { Device } from "../core/device.js";
import type { Metric } from "../core/metric-goal.js";
import type { TrainerSpec } from "../core/records.js";
import type { SearchSpace } from "../core/search-space.js";

/** A validated experiment: every default applied, every name known. */
export interface Experiment {
  name: string;
  description: string;
  /** The YAML as written and the file's absolute path. */
  source: string;
  file: string;
  /** What replaced a part of it: every `--set key=value`, without the option's name. */
  overrides: readonly string[];
  trainer: TrainerSpec;
  /** Sampler type (`grid`, `random`, …) and its own options. */
  method: string;
  methodOptions: unknown;
  metric: Metric;
  space: SearchSpace;
  /** Seeds the sampler, and with `repeat` each run. */
  seed: number;
  /** How often each point is trained, with different seeds. */
  repeats: number;
  /** Into how many folds the rows are divided, each point being trained once for each of them; null: one split. */
  folds: number | null;
  /** The one repeat, and the one fold (both from 1), to which the runs are narrowed; null: all. */
  only: { repeat: number | null; fold: number | null };
  /** Most points to try, or null. */
  runCap: number | null;
  /** The trainer's `data:`, validated by its own schema; null for commands that name none. */
  data: unknown;
  /** Backend asked for, or null: the trainer's choice. */
  backend: string | null;
  /** What built-in trainers compute on. */
  device: Device;
  execution: ExecutionOptions;
}

export interface ExecutionOptions {
  /** Runs at once; null: what cores and memory allow. */
  concurrency: number | null;
  /** Threads of each run. */
  threads: number;
  /** Milliseconds an attempt may take, or null. */
  timeoutMs: number | null;
  /** Further attempts after a failed one. */
  retries: number;
}
