import type { z } from "zod";
import type { JsonValue, Parameters } from "./json.js";

/** Work that a person waits for reports here; `total` 0 means that it is not known. */
export type OnProgress = (progress: { status: string; done: number; total: number }) => void;

export interface DataContext {
  /** Relative paths in an experiment are relative to the directory the command was started in. */
  cwd: string;
  /** Folder for caches that all runs share, absolute. */
  cacheDir: string;
  onProgress: OnProgress;
}

export interface TrainerContext extends DataContext {
  /** Into how many folds the rows are divided; null: the trainer's own split. Never a number where it has no `folds`. */
  folds: number | null;
  /** Folder of all runs, absolute. */
  runsDir: string;
}

export interface FoldSupport {
  /** Keys of `data` that describe a single split, and so cannot stand beside `cross_validation`. */
  replaces: readonly string[];
  /** The description that the run of one fold gets, from the one of all folds; `index` is 0-based. */
  at(description: JsonValue, index: number): JsonValue;
}

/**
 * A built-in trainer, as the orchestrator knows it. Training itself happens in `module`, imported by a run's own process;
 * nothing else here may import a tensor library.
 */
export interface TrainerDescriptor {
  type: string;
  /** URL of the module that exports `run` (protocol/host-messages.ts, TrainerModule). */
  module: string;
  /** Every parameter with its default: what may stand under `parameters:`, and under `model:` as the parameter `model`. */
  parameters: z.ZodObject;
  /** What may stand under `data:`; it must accept `{}`. */
  data: z.ZodType;
  /** Metric by which an experiment is judged that names none. */
  metric: { name: string; goal: "minimize" | "maximize" };
  /** Every metric by which an experiment may be judged. */
  metrics: readonly string[];
  /** Hash of everything in the code that decides a result. */
  codeHash(): string;
  /**
   * Makes the data ready (validated, cached) and describes it with content hashes: the description is part of a run's
   * identity and reaches the run as config.json's `data`. Paths in it must not decide the identity: see `identityOf`.
   * @throws SweepError("data") that names file, line and column.
   */
  prepareData(options: unknown, context: TrainerContext): Promise<JsonValue>;
  /** How it divides rows for cross-validation; null where it cannot. */
  folds: FoldSupport | null;
  /** The part of a description that decides a result: hashes and split, no paths. The same for all folds. */
  identityOf(description: JsonValue): JsonValue;
  /** Rough resident memory of one run's process, for choosing how many run at once. */
  memoryBytes(parameters: Parameters): number;
}
