/**
 * artifacts/predictions.csv: a run's answers on its validation rows, in the order of the rows.
 * Header `row,label,p0,p1,…`: `row` is the 0-based data row in the training file, `label` the true class, then one
 * probability per class. Any trainer may write it; comparisons, confusion matrices and ensembles read it.
 */
export const PREDICTIONS_FILE = "predictions.csv";

export interface Predictions {
  /** 0-based data rows, length n. */
  rows: Int32Array;
  /** True classes, length n. */
  labels: Uint8Array;
  /** Row-major [n, classes]. */
  probabilities: Float32Array;
  classes: number;
}

export function formatPredictions(predictions: Predictions): string {
  const { rows, labels, probabilities, classes } = predictions;
  const lines = [["row", "label", ...Array.from({ length: classes }, (_, c) => `p${c}`)].join(",")];
  for (let i = 0; i < rows.length; i++) {
    const answer = Array.from(probabilities.subarray(i * classes, (i + 1) * classes), shortest);
    lines.push([rows[i], labels[i], ...answer].join(","));
  }
  return `${lines.join("\n")}\n`;
}

/** @throws Error that names the file, as it is called here, and the line when a cell is not a number or a row is short. */
export function parsePredictions(text: string, name = PREDICTIONS_FILE): Predictions {
  const [header = "", ...lines] = text.trimEnd().split("\n");
  const classes = header.split(",").length - 2;
  const rows = new Int32Array(lines.length);
  const labels = new Uint8Array(lines.length);
  const probabilities = new Float32Array(lines.length * classes);
  lines.forEach((line, i) => {
    const cells = line.split(",").map(Number);
    if (cells.length !== classes + 2 || cells.some(Number.isNaN)) {
      throw new Error(`${name}:${i + 2}: expected ${classes + 2} numbers`);
    }
    rows[i] = cells[0] ?? 0;
    labels[i] = cells[1] ?? 0;
    probabilities.set(cells.slice(2), i * classes);
  });
  return { rows, labels, probabilities, classes };
}

/** Answers to different rows, of the same classes, as one, in the order of the rows. There is one part at least. */
export function joinPredictions(parts: readonly Predictions[]): Predictions {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const classes = first?.classes ?? 0;
  const places = parts
    .flatMap((part) => Array.from(part.rows, (row, i) => ({ part, row, i })))
    .sort((a, b) => a.row - b.row);
  const probabilities = new Float32Array(places.length * classes);
  places.forEach(({ part, i }, at) => {
    const answer = part.probabilities.subarray(i * classes, (i + 1) * classes);
    probabilities.set(answer, at * classes);
  });
  return {
    rows: Int32Array.from(places, ({ row }) => row),
    labels: Uint8Array.from(places, ({ part, i }) => part.labels[i] ?? 0),
    probabilities,
    classes,
  };
}

/** The class with the highest probability, for each row. */
export function predictedClasses({
  probabilities,
  classes,
}: Pick<Predictions, "probabilities" | "classes">): Uint8Array {
  return Uint8Array.from({ length: probabilities.length / classes }, (_, i) => {
    const answer = probabilities.subarray(i * classes, (i + 1) * classes);
    return answer.indexOf(Math.max(...answer));
  });
}

/** The probability that was given to the class with the highest, for each row. */
export function answerConfidence({
  probabilities,
  classes,
}: Pick<Predictions, "probabilities" | "classes">): Float32Array {
  return Float32Array.from({ length: probabilities.length / classes }, (_, i) =>
    Math.max(...probabilities.subarray(i * classes, (i + 1) * classes)),
  );
}

/** Six significant digits: below the noise of single-precision training, and a third of the bytes. */
function shortest(probability: number): string {
  return String(Number(probability.toPrecision(6)));
}
