import { PIXELS } from "../../description.js";
import { TEST_LAYOUT, TRAIN_LAYOUT } from "../csv/layout.js";
import type { MnistDigits } from "./mnist-package.js";

const ROWS_A_PIECE = 500; // about 1 MB of text: few writes, little memory

/** Some lines of a file. */
export interface CsvPiece {
  text: string;
  /** How many rows of data these are: 0 for the header. */
  rows: number;
}

/** train.csv of these rows of the digits, in this order. */
export function trainCsv(digits: MnistDigits, order: Int32Array): Generator<CsvPiece> {
  const header = TRAIN_LAYOUT.columns.join(",");
  return csv(header, order, (row) => `${digits.labels[row]},${pixels(digits, row)}`);
}

/** test.csv: as train.csv, without the labels. */
export function testCsv(digits: MnistDigits, order: Int32Array): Generator<CsvPiece> {
  return csv(TEST_LAYOUT.columns.join(","), order, (row) => pixels(digits, row));
}

/** The labels of the rows, as a submission states them. */
export function solutionCsv(digits: MnistDigits, order: Int32Array): Generator<CsvPiece> {
  return csv(SUBMISSION_HEADER, order, (row, id) => `${id},${digits.labels[row]}`);
}

/** A submission that answers 0 everywhere, as Kaggle's sample does. */
export function sampleSubmissionCsv(order: Int32Array): Generator<CsvPiece> {
  return csv(SUBMISSION_HEADER, order, (_, id) => `${id},0`);
}

const SUBMISSION_HEADER = "ImageId,Label"; // ids count from 1, in the order of test.csv

function* csv(
  header: string,
  order: Int32Array,
  line: (row: number, id: number) => string,
): Generator<CsvPiece> {
  yield { text: `${header}\n`, rows: 0 };
  for (let first = 0; first < order.length; first += ROWS_A_PIECE) {
    const rows = Array.from(order.subarray(first, first + ROWS_A_PIECE));
    const lines = rows.map((row, i) => `${line(row, first + i + 1)}\n`);
    yield { text: lines.join(""), rows: rows.length };
  }
}

function pixels(digits: MnistDigits, row: number): string {
  return digits.images.subarray(row * PIXELS, (row + 1) * PIXELS).join(",");
}
