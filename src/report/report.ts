/** What a report says, ready to be set: numbers are text already, except those that are drawn. */
export interface Report {
  experiment: string;
  /** What the experiment says of itself; "" where it says nothing. */
  description: string;
  /** One sentence each: the answer first. Names are between backticks. */
  summary: string[];
  facts: Fact[];
  /** The YAML; "" where there is none. */
  source: string;
  data: DataReport | NothingThere;
  runs: Table;
  /** What the list of runs leaves out; null: nothing. */
  runsNote: string | null;
  curves: CurveChart[];
  verdict: { sentences: string[]; configurations: Table | null };
  mistakes: MistakesReport | NothingThere;
  /** One for each parameter that varies. */
  effects: Table | NothingThere;
  champion: string;
  submissions: Table | NothingThere;
  environment: Fact[];
  commands: { purpose: string; command: string }[];
  /** When and by what it was made. */
  made: string;
}

export type Fact = readonly [name: string, value: string];

/** Why a section is empty, for people. */
export interface NothingThere {
  nothing: string;
}

export interface Table {
  /** For screen readers. */
  caption: string;
  columns: { title: string; isNumber?: boolean }[];
  rows: TableRow[];
}

export interface TableRow {
  cells: string[];
  /** It stands out: the best, the champion. */
  isMarked?: boolean;
}

export interface DataReport {
  facts: Fact[];
  /** What the rows are divided into: `train` and `validation`, or folds. */
  parts: string[];
  /** With the rows of each part. */
  classes: { label: number; parts: number[]; samples: Picture[] }[];
}

/** A small picture. */
export interface Picture {
  /** A data URI. */
  source: string;
  /** What it shows, for who cannot see it. */
  words: string;
}

export interface CurveChart {
  metric: string;
  xLabel: string;
  /** The best first. */
  lines: { name: string; points: readonly (readonly [x: number, y: number])[] }[];
  /** How values are written at the axis. */
  format(value: number): string;
  goal: "minimize" | "maximize";
  /** What the chart leaves out; null: nothing. */
  note: string | null;
}

export interface MistakesReport {
  of: "run" | "configuration";
  sentence: string;
  /** Counts, [true class][answered class]. */
  confusion: number[][];
  /** The most confident first. */
  pictures: (Picture & { label: number; answer: number; confidence: string })[];
  /** Why there are no pictures, or not all; null: there is nothing to say. */
  note: string | null;
}

export function isNothing(section: object): section is NothingThere {
  return "nothing" in section;
}
