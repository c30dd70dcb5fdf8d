const MOST_SHOWN = 5; // who sees five sees what is wrong; a script that is wrong is so in every line

/** Passes the first problems of a file on, and at the end how many there were beyond them. */
export class FewProblems {
  readonly #file: string;
  readonly #tell: (problem: string) => void;
  #found = 0;

  constructor(file: string, tell: (problem: string) => void) {
    this.#file = file;
    this.#tell = tell;
  }

  add(problem: string): void {
    this.#found++;
    if (this.#found <= MOST_SHOWN) this.#tell(problem);
  }

  /** No more will come. */
  end(): void {
    const more = this.#found - MOST_SHOWN;
    if (more <= 0) return;
    const things = more === 1 ? "1 more problem" : `${more.toLocaleString("en-US")} more problems`;
    this.#tell(`${this.#file}: ${things} such as these; what they are about is left out`);
  }
}
