/** What the server's thread and the one that reaches verdicts say to each other. */
import type { VerdictReport } from "../../api/verdict.js";

/** What the worker is started with. */
export interface VerdictWorkerData {
  /** Where the database and the runs' folders are. */
  runsDir: string;
}

export interface VerdictJob {
  /** Counts up; the answer has it, too. */
  id: number;
  /** Name of the sweep. */
  sweep: string;
}

export type VerdictAnswer =
  | { type: "verdict"; id: number; report: VerdictReport }
  | { type: "failed"; id: number; message: string };
