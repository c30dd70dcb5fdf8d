import { SweepError } from "../../core/errors.js";
import { joinPredictions, type Predictions } from "../../protocol/predictions.js";
import type { Backend } from "../backends/backend.js";
import { loadImages } from "../digits/data/index.js";
import { CLASSES, PIXELS } from "../digits/description.js";
import type { EnsembleDescription } from "./description.js";
import { type AnsweredRows, loadCandidates, type StoredAnswers } from "./load-candidates.js";
import { answerOf } from "./measure.js";
import { type View, viewsOf } from "./network/views.js";
import type { ResolvedParameters, Selection } from "./parameters.js";
import type { Answers } from "./select/answers.js";
import { blend } from "./select/answers.js";
import { chooseWeights } from "./select/choose-weights.js";
import { crossFit } from "./select/cross-fit.js";

export interface BuildRequest extends ResolvedParameters {
  description: EnsembleDescription;
  /** Decides which rows are together when the estimate is made. */
  seed: number;
  backend: Backend;
  onProgress(status: string, done: number, total: number): void;
}

/** An ensemble before it is written. */
export interface Built {
  /** What the candidates' runs answered, and what was judged: the same without test-time augmentation. */
  stored: AnsweredRows;
  answered: AnsweredRows;
  views: View[];
  /** One for each candidate, together 1, chosen by all rows. */
  weights: number[];
  /** What the ensemble answers on the validation rows, each by weights that were not chosen by that row, [n, 10]. */
  estimate: Float32Array;
  /** The same by the final weights, which these very rows have chosen. */
  fitted: Float32Array;
}

/**
 * Chooses the members and their weights by the validation answers of all candidates.
 * @throws SweepError("spec") for a selection of more candidates than there are, ("data") where a candidate's files were changed.
 */
export async function build(request: BuildRequest): Promise<Built> {
  const { description, select, tta, seed } = request;
  requireEnough(select, description.candidates.length);
  request.onProgress("reading the candidates' answers", 0, 0);
  const stored = await loadCandidates(description.candidates);
  const views = viewsOf(tta);
  const answered = tta === null ? stored : await answerAnew(stored, views, request);
  request.onProgress("choosing members", 0, 0);
  const all = Int32Array.from(answered.rows.keys());
  const weights = chooseWeights(select, answered, all);
  const fitted = blend(answered, weights);
  const estimate = select.type === "all" ? fitted : estimateOf(select, answered, seed);
  return { stored, answered, views, weights, estimate, fitted };
}

function requireEnough(select: Selection, candidates: number): void {
  if (select.type !== "top" || select.options.n <= candidates) return;
  throw new SweepError(
    "spec",
    `parameters.select.n: expected at most ${candidates}, the number of candidates, got ${select.options.n}`,
  );
}

function estimateOf(
  select: Exclude<Selection, { type: "all" }>,
  answers: Answers,
  seed: number,
): Float32Array {
  const choose = (rows: Int32Array) => chooseWeights(select, answers, rows);
  return crossFit(answers, { folds: select.options.folds, seed, choose });
}

/** The answers over several views are none that a run has kept. Every row is asked of a network that has not learned from it. */
async function answerAnew(
  stored: StoredAnswers,
  views: readonly View[],
  { description, backend, onProgress }: BuildRequest,
): Promise<AnsweredRows> {
  const { candidates, train } = description;
  const { images } = await loadImages(train);
  const total = candidates.reduce((sum, { networks }) => sum + networks.length, 0);
  const probabilities: Float32Array[] = [];
  let done = 0;
  for (const [i, { networks }] of candidates.entries()) {
    const parts: Predictions[] = [];
    for (const [k, network] of networks.entries()) {
      onProgress("answering the validation rows", done++, total);
      const rows = stored.rowsOf[i]?.[k] ?? new Int32Array();
      const own = { backend, views, images: imagesAt(images, rows) };
      const answers = await answerOf(network, own);
      parts.push({
        rows,
        labels: new Uint8Array(rows.length),
        probabilities: answers,
        classes: CLASSES,
      });
    }
    probabilities.push(joinPredictions(parts).probabilities);
  }
  return { ...stored, probabilities };
}

/** The images of these rows, [rows, 784]. */
export function imagesAt(images: Uint8Array, rows: Int32Array): Uint8Array {
  const chosen = new Uint8Array(rows.length * PIXELS);
  rows.forEach((row, i) => {
    chosen.set(images.subarray(row * PIXELS, (row + 1) * PIXELS), i * PIXELS);
  });
  return chosen;
}
