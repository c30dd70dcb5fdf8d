import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SweepError } from "../../core/errors.js";
import { sha256 } from "../../core/hash.js";
import {
  joinPredictions,
  PREDICTIONS_FILE,
  type Predictions,
  parsePredictions,
} from "../../protocol/predictions.js";
import type { Candidate, MemberNetwork } from "./description.js";

/** The rows that all candidates answered, and what each answered. */
export interface AnsweredRows {
  /** 0-based data rows of the training file, ascending, and their true classes. */
  rows: Int32Array;
  labels: Uint8Array;
  /** One for each candidate, [n, 10]. */
  probabilities: Float32Array[];
}

export interface StoredAnswers extends AnsweredRows {
  /** Of each candidate and each of its networks: the rows that it answered, because it has not learned from them. */
  rowsOf: Int32Array[][];
}

/** @throws SweepError("data") where a file was changed, or a candidate answered other rows than the first. */
export async function loadCandidates(candidates: readonly Candidate[]): Promise<StoredAnswers> {
  const all: Predictions[] = [];
  const rowsOf: Int32Array[][] = [];
  for (const { networks } of candidates) {
    const parts: Predictions[] = [];
    for (const network of networks) parts.push(await readAnswers(network));
    const joined = joinPredictions(parts);
    requireSameRows(all[0] ?? joined, joined, networks[0]?.run ?? "");
    all.push(joined);
    rowsOf.push(parts.map(({ rows }) => rows));
  }
  const { rows, labels } = all[0] as Predictions; // of one candidate at least
  const probabilities = all.map((each) => each.probabilities);
  return { rows, labels, probabilities, rowsOf };
}

async function readAnswers(network: MemberNetwork): Promise<Predictions> {
  const { run, artifacts, predictions: expected } = network;
  const content = await readFile(join(artifacts, PREDICTIONS_FILE));
  const found = sha256(content);
  if (found !== expected)
    throw new SweepError(
      "data",
      `run ${run}: artifacts/${PREDICTIONS_FILE} was changed since it was chosen: expected SHA-256 ${expected}, got ${found}`,
    );
  return parsePredictions(content.toString("utf8"));
}

function requireSameRows(first: Predictions, other: Predictions, run: string): void {
  const isSame =
    same(first.rows, other.rows) &&
    same(first.labels, other.labels) &&
    first.classes === other.classes;
  if (isSame) return;
  throw new SweepError(
    "data",
    `run ${run}: artifacts/${PREDICTIONS_FILE}: expected the ${first.rows.length} rows and labels of the first candidate, got ${other.rows.length} that are not the same`,
  );
}

function same(a: Int32Array | Uint8Array, b: Int32Array | Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
