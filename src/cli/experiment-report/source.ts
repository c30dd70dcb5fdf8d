import type { RunRecord, SweepRecord } from "../../core/records.js";
import type { Answers } from "../../selection/answers.js";
import type { RankedRun } from "../../selection/best.js";
import type { Store } from "../../store/store.js";

/** An experiment as the sections of its report read it. */
export interface Source {
  store: Store;
  runsDir: string;
  cwd: string;
  /** Milliseconds since 1970. */
  now: number;
  sweep: SweepRecord;
  /** Those that the experiment lists, in its order. */
  runs: readonly RunRecord[];
  /** The finished ones that have a value of its metric, best first. */
  ranked: readonly RankedRun[];
  champion: string | null;
  /** Each run's predictions are read once. */
  answersOf(run: RunRecord): Answers;
}

/** How a run is called in the report: its name, or where it has none its id. */
export function nameOf({ name, id }: RunRecord): string {
  return name || id;
}
