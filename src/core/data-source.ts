import type { DataLook } from "./data-look.js";

/** Whose data to look at: those that a run was given, that an experiment's file names, or that one has which names none. */
export type DataRequest =
  | { kind: "run"; id: string }
  | { kind: "experiment"; file: string }
  | { kind: "default" };

export type DataState =
  | { state: "ready"; look: DataLook }
  /** `total` 0: not known. */
  | { state: "working"; progress: { status: string; done: number; total: number } };

/** Looks at data in the background: ask again until it is ready. */
export interface DataSource {
  /** @throws SweepError when there are no such data, or the look at them has failed. */
  look(request: DataRequest): DataState | Promise<DataState>;
}
