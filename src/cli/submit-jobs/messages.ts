/** What the child that makes a submission tells the server, over the channel of `fork`. Its arguments: runs' folder, run id. */
import type { ErrorCode } from "../../core/errors.js";

export type FromSubmit =
  | { type: "progress"; status: string; done: number; total: number }
  | { type: "done"; submission: number }
  /** `code` null: a defect of ours, with its stack. */
  | { type: "failed"; code: ErrorCode | null; message: string };
