import { SweepError } from "../core/errors.js";

/** Text of the language that cannot be understood. */
export class QueryError extends SweepError {
  /** 1-based, in UTF-16 code units: where the text is wrong. */
  readonly column: number;

  /** `at` is 0-based; `problem` says what was expected and what was found. */
  constructor(where: string, text: string, at: number, problem: string) {
    super(
      "usage",
      `${where}, column ${at + 1}: ${problem}\n  ${onOneLine(text)}\n  ${" ".repeat(at)}^`,
    );
    this.name = "QueryError";
    this.column = at + 1;
  }
}

/** So that the caret stands below its column. */
function onOneLine(text: string): string {
  return text.replace(/\s/g, " ").trimEnd();
}
