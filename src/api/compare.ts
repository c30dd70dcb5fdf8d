import type { CompareSectionName } from "../core/compare-section.js";
import type { JsonValue } from "../core/json.js";
import type { RunState } from "../core/run-state.js";

/** GET /api/compare?runs=a,b,c: two to eight runs side by side. */
export interface Comparison {
  /** In the order in which they were asked for; so are the cells of every row. */
  runs: ComparedRun[];
  sections: CompareSection[];
  /** Code that is not the same as the first run's, as far as copies were kept. */
  code: CodeChange[];
}

export interface ComparedRun {
  id: string;
  name: string;
  state: RunState;
  /** Names of the sweeps that contain it. */
  sweeps: string[];
}

export interface CompareSection {
  /** In this order: what explains a difference, what came of it, and at the end times and rates, which no two runs have in common. */
  name: CompareSectionName;
  /** Those that differ first. */
  rows: CompareRow[];
}

export interface CompareRow {
  /** Dotted where it is nested: `augment.shift`. */
  name: string;
  /** Null where the run has no such value. */
  cells: ({ value: JsonValue } | null)[];
  differs: boolean;
  /** What the values are; text, metrics and other plain numbers have none. */
  unit: "seconds" | "bytes" | "count" | "hash" | "time" | null;
}

export interface CodeChange {
  /** As the command names the file; `git diff HEAD` for what was not committed when the run began. */
  path: string;
  run: string;
  /** Compared with this run; null where the text stands for itself (`git diff HEAD`). */
  against: string | null;
  /** A unified diff; null where a copy is missing or the two have too little in common, and then `problem` says so. */
  patch: string | null;
  problem: string | null;
}
