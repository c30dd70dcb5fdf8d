import { SweepError } from "../../../../core/errors.js";

const MOST_PROBLEMS = 10; // enough to see the pattern of what is wrong
const EXCERPT_LENGTH = 40; // characters; enough to find the cell by searching

/** Gathers what is wrong with one file, to report it all at once. */
export class Problems {
  readonly #file: string;
  readonly #lines: string[] = [];

  /** @param file its name for messages */
  constructor(file: string) {
    this.#file = file;
  }

  /**
   * @param line 1-based; the header is line 1
   * @param cell 1-based number of the cell in its line, or null where the whole line is meant
   * @throws SweepError("data") with all of them when this one makes ten.
   */
  add(line: number, cell: number | null, text: string): void {
    const place = cell === null ? `${line}` : `${line}:${cell}`;
    this.#lines.push(`${this.#file}:${place}  ${text}`);
    if (this.#lines.length < MOST_PROBLEMS) return;
    this.#lines.push(`(reading stopped after ${MOST_PROBLEMS} problems)`);
    this.throwIfAny();
  }

  /** @throws SweepError("data") with all that were added. */
  throwIfAny(): void {
    if (this.#lines.length === 0) return;
    throw new SweepError(
      "data",
      [
        ...this.#lines,
        "(places are file:line:cell; line 1 is the header, cells count from 1)",
      ].join("\n"),
    );
  }
}

/** A cell's text as a message shows it. */
export function shown(cell: string): string {
  if (cell === "") return "an empty cell";
  const text = cell.length > EXCERPT_LENGTH ? `${cell.slice(0, EXCERPT_LENGTH)}…` : cell;
  return `\`${JSON.stringify(text).slice(1, -1)}\``;
}
