import { assertNever } from "../../../core/assert-never.js";
import type { Selection } from "../parameters.js";
import type { Answers } from "./answers.js";
import { Mixture } from "./mixture.js";
import { isBetter, type Score } from "./score.js";

/** The candidates' weights, together 1, as this selection gives them by the answers to `rows` alone. */
export function chooseWeights(selection: Selection, answers: Answers, rows: Int32Array): number[] {
  const { length } = answers.probabilities;
  switch (selection.type) {
    case "all":
      return new Array<number>(length).fill(1 / length);
    case "top":
      return topWeights(selection.options.n, answers, rows);
    case "greedy":
      return greedyWeights(selection.options.rounds, answers, rows);
    default:
      return assertNever(selection);
  }
}

function topWeights(n: number, answers: Answers, rows: Int32Array): number[] {
  const best = new Set(rank(answers, rows).slice(0, n));
  return answers.probabilities.map((_, candidate) => (best.has(candidate) ? 1 / best.size : 0));
}

/**
 * Greedy selection with replacement. It begins with the best candidates, as many of them as answer best together; each round adds
 * the one with which all answer best, be it in already; the best mixture on the way is kept, of equals the smallest. Better is what
 * answers more rows right, then what has the smaller log-loss; of candidates that are equal in both, the first one given.
 * Source: R. Caruana, A. Niculescu-Mizil, G. Crew, A. Ksikes, "Ensemble selection from libraries of models", ICML 2004.
 */
function greedyWeights(rounds: number, answers: Answers, rows: Int32Array): number[] {
  const ranked = rank(answers, rows);
  const start = bestStart(ranked, answers, rows);
  const mixture = new Mixture(answers, rows);
  for (const candidate of ranked.slice(0, start.size)) mixture.add(candidate);
  let best = { score: start.score, weights: mixture.weights };
  for (let round = 0; round < rounds; round++) {
    const next = bestAddition(mixture, answers.probabilities.length);
    mixture.add(next.candidate);
    if (isBetter(next.score, best.score)) best = { score: next.score, weights: mixture.weights };
  }
  return best.weights;
}

/** Candidates by their own score, the best first; equals as they were given. */
function rank(answers: Answers, rows: Int32Array): number[] {
  const alone = new Mixture(answers, rows);
  const scores = answers.probabilities.map((_, candidate) => alone.scoreWith(candidate));
  const compare = (a: number, b: number) => {
    const [one, other] = [scores[a] as Score, scores[b] as Score]; // of the same list
    if (isBetter(one, other)) return -1;
    return isBetter(other, one) ? 1 : 0;
  };
  return scores.map((_, candidate) => candidate).sort(compare);
}

/** How many of the best answer best together. */
function bestStart(ranked: readonly number[], answers: Answers, rows: Int32Array) {
  const mixture = new Mixture(answers, rows);
  let best = { size: 0, score: NOTHING };
  ranked.forEach((candidate, i) => {
    const score = mixture.scoreWith(candidate);
    mixture.add(candidate);
    if (isBetter(score, best.score)) best = { size: i + 1, score };
  });
  return best;
}

function bestAddition(mixture: Mixture, candidates: number) {
  let best = { candidate: 0, score: NOTHING };
  for (let candidate = 0; candidate < candidates; candidate++) {
    const score = mixture.scoreWith(candidate);
    if (isBetter(score, best.score)) best = { candidate, score };
  }
  return best;
}

const NOTHING: Score = { right: -1, logLoss: Number.POSITIVE_INFINITY }; // worse than any
