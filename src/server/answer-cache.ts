/** Answers that take long, kept by what was asked and of which state of the store; asked again meanwhile, one is worked out once. */
export class AnswerCache<T> {
  readonly #capacity: number;
  readonly #answers = new Map<string, Promise<T>>();

  /** @param capacity how many are kept; the oldest makes room */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** A failure is not kept: asking again tries again. */
  get(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = work();
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key));
    const oldest = this.#answers.keys().next().value;
    if (this.#answers.size > this.#capacity && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }
}
