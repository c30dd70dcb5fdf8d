import type { Answers } from "./answers.js";
import { type Score, scoreOf } from "./score.js";

/** Candidates, each any number of times, that answer by the mean of their probabilities. */
export class Mixture {
  readonly #answers: Answers;
  readonly #rows: Int32Array;
  readonly #sum: Float64Array;
  readonly #counts: number[];
  #count = 0;

  /** `rows`: those by which it is judged. */
  constructor(answers: Answers, rows: Int32Array) {
    this.#answers = answers;
    this.#rows = rows;
    this.#sum = new Float64Array(answers.probabilities[0]?.length ?? 0);
    this.#counts = answers.probabilities.map(() => 0);
  }

  /** Each candidate's share, together 1; all 0 while it is empty. */
  get weights(): number[] {
    return this.#counts.map((count) => count / Math.max(1, this.#count));
  }

  /** The score that it would have with this candidate once more. */
  scoreWith(candidate: number): Score {
    const added = this.#answers.probabilities[candidate] ?? null;
    return this.#score(added, this.#count + 1);
  }

  add(candidate: number): void {
    const added = this.#answers.probabilities[candidate] ?? new Float32Array();
    for (let i = 0; i < added.length; i++) this.#sum[i] = (this.#sum[i] ?? 0) + (added[i] ?? 0);
    this.#counts[candidate] = (this.#counts[candidate] ?? 0) + 1;
    this.#count++;
  }

  #score(added: Float32Array | null, count: number): Score {
    return scoreOf({ sum: this.#sum, added, count }, this.#answers.labels, this.#rows);
  }
}
