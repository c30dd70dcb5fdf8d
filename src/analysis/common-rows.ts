import { SweepError } from "../core/errors.js";
import { type Predictions, predictedClasses } from "../protocol/predictions.js";

/** A run's answers, by the run's id. */
export interface RunPredictions {
  id: string;
  predictions: Predictions;
}

/** The rows that all runs answered, ascending, with what each of them said. */
export interface CommonRows {
  rows: Int32Array;
  labels: Uint8Array;
  /** Highest number of classes. */
  classes: number;
  /** In the order of the runs. */
  runs: CommonAnswers[];
  /** Did every run answer exactly these rows? */
  sameSplit: boolean;
}

export interface CommonAnswers {
  id: string;
  /** Rows that it answered, also those that are not common. */
  answered: number;
  /** Answered class of each common row. */
  answers: Uint8Array;
  /** Probability of class `label` on the i-th common row. */
  probability(i: number, label: number): number;
}

/** @throws SweepError("conflict") when the runs disagree on a row's true class: then it is not the same row. */
export function alignRows(runs: readonly RunPredictions[]): CommonRows {
  const places = runs.map(({ predictions }) => placesOf(predictions));
  const [first] = places;
  const common = [...(first?.keys() ?? [])].filter((row) => places.every((each) => each.has(row)));
  const rows = Int32Array.from(common).sort();
  requireSameLabels(rows, runs, places);
  return {
    rows,
    labels: Uint8Array.from(rows, (row) => labelOf(row, runs[0], places[0])),
    classes: Math.max(0, ...runs.map(({ predictions }) => predictions.classes)),
    runs: runs.map((run, r) => answersOn(rows, run, places[r] ?? new Map())),
    sameSplit: places.every((each) => each.size === rows.length),
  };
}

/** Where each row stands in the predictions. */
type Places = ReadonlyMap<number, number>;

function placesOf({ rows }: Predictions): Places {
  return new Map(Array.from(rows, (row, i) => [row, i]));
}

function labelOf(row: number, run: RunPredictions | undefined, places: Places | undefined): number {
  return run?.predictions.labels[places?.get(row) ?? 0] ?? 0;
}

function requireSameLabels(
  rows: Int32Array,
  runs: readonly RunPredictions[],
  places: readonly Places[],
): void {
  for (const row of rows) {
    const labels = runs.map((run, r) => labelOf(row, run, places[r]));
    const other = labels.findIndex((label) => label !== labels[0]);
    if (other === -1) continue;
    throw new SweepError(
      "conflict",
      `runs: expected the same training data, but row ${row} is a ${labels[0]} to run ${runs[0]?.id} and a ${labels[other]} to run ${runs[other]?.id}`,
    );
  }
}

function answersOn(
  rows: Int32Array,
  { id, predictions }: RunPredictions,
  places: Places,
): CommonAnswers {
  const { probabilities, classes } = predictions;
  const all = predictedClasses(predictions);
  const at = Int32Array.from(rows, (row) => places.get(row) ?? 0);
  return {
    id,
    answered: places.size,
    answers: Uint8Array.from(at, (place) => all[place] ?? 0),
    probability: (i, label) => probabilities[(at[i] ?? 0) * classes + label] ?? 0,
  };
}
