import { createRandom } from "../../../core/random.js";
import { CLASSES } from "../../digits/description.js";
import { type Answers, blend } from "./answers.js";

export interface CrossFitOptions {
  /** In how many parts the rows are divided. */
  folds: number;
  /** Decides which rows are together. */
  seed: number;
  /** Weights of the candidates by the answers to these rows. */
  choose(rows: Int32Array): number[];
}

/**
 * What a mixture answers whose weights were not chosen by the row in question, [n, CLASSES]: the rows are divided, and each part is
 * answered with the weights that the others choose. Its accuracy is that of the way of choosing, which is not flattered by it, on
 * somewhat fewer rows than the final weights have.
 * Source: M. Stone, "Cross-validatory choice and assessment of statistical predictions", JRSS B 36 (1974) 111–147.
 */
export function crossFit(answers: Answers, { folds, seed, choose }: CrossFitOptions): Float32Array {
  const foldOf = divide(answers.labels, folds, seed);
  const result = new Float32Array(answers.labels.length * CLASSES);
  for (let fold = 0; fold < folds; fold++) {
    const inFold = foldOf.map((each) => Number(each === fold));
    const others = indicesWhere(inFold, 0);
    const mixed = blend(answers, others.length > 0 ? choose(others) : equalWeights(answers));
    for (const row of indicesWhere(inFold, 1)) {
      const at = row * CLASSES;
      result.set(mixed.subarray(at, at + CLASSES), at);
    }
  }
  return result;
}

/** The part of each row. Every class is dealt out in turn, and the next one begins where it ended, so that parts are alike. */
export function divide(labels: Uint8Array, folds: number, seed: number): Int32Array {
  const rows = createRandom(seed, "cross-fit").shuffle(Array.from(labels.keys()));
  const dealt = rows.toSorted((a, b) => (labels[a] ?? 0) - (labels[b] ?? 0)); // stable: shuffled within a class
  const foldOf = new Int32Array(labels.length);
  dealt.forEach((row, i) => {
    foldOf[row] = i % folds;
  });
  return foldOf;
}

/** For a single row, which leaves none to choose by. */
function equalWeights({ probabilities }: Answers): number[] {
  return probabilities.map(() => 1 / probabilities.length);
}

function indicesWhere(flags: Int32Array, wanted: number): Int32Array {
  return Int32Array.from(flags.keys()).filter((row) => flags[row] === wanted);
}
