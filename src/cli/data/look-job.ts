/**
 * What the dashboard and `sweep data` tell a worker thread: which data to look at, and what it answers. A look takes seconds of
 * computing, during which a server must go on answering.
 */
import type { DataLook } from "../../core/data-look.js";
import type { ErrorCode } from "../../core/errors.js";
import type { DataDescription } from "../../trainers/digits/description.js";

export type LookJob = { cacheDir: string } & (
  | { kind: "described"; description: DataDescription }
  /**
   * An experiment's `data:`, which nobody has prepared yet; relative paths are relative to `cwd`. `folds` of its `cross_validation`;
   * null: none.
   */
  | { kind: "named"; options: unknown; cwd: string; folds: number | null }
);

export interface LookProgress {
  status: string;
  /** `total` 0: not known. */
  done: number;
  total: number;
}

export type FromWorker =
  | ({ type: "progress" } & LookProgress)
  | { type: "done"; look: DataLook }
  /** `code` null: a defect of ours. */
  | { type: "failed"; code: ErrorCode | null; message: string };
