/** What makes a file no YAML before anything is read of it, and where. */
export interface ForeignText {
  line: number;
  column: number;
  message: string;
}

/**
 * Null for text. Of a file that was read as UTF-8, bytes that are none have become U+FFFD, which nobody writes. Nothing of what is
 * found is shown: a terminal would obey it.
 */
export function findForeign(text: string): ForeignText | null {
  const found = FOREIGN.exec(text);
  if (found === null) return null;
  if (text.includes("\0"))
    return {
      line: 1,
      column: 1,
      message: "expected YAML, which is text in UTF-8, got a binary file",
    };
  const lines = text.slice(0, found.index).split("\n");
  const what = found[0] === "\ufffd" ? "bytes that are none" : `the character ${codeOf(found[0])}`;
  return {
    line: lines.length,
    column: (lines.at(-1) ?? "").length + 1,
    message: `expected YAML, which is text in UTF-8, got ${what}`,
  };
}

const FOREIGN = /(?![\t\n\r\u0085])\p{Cc}|\ufffd/u; // YAML 1.2, 5.1: what is not printable

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
