/** What a terminal would show of a program's output: without colours, and of a line that was rewritten its last state. */
export function terminalText(text: string): string {
  return text
    .replace(ESCAPES, "")
    .split("\n")
    .map((line) => line.replace(/\r+$/, "").split("\r").at(-1))
    .join("\n");
}

/** ECMA-48 control sequences (colours, cursor movements), and operating system commands (titles, links). */
const ESCAPES = new RegExp(
  `${String.fromCharCode(27)}(\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007]*\\u0007)`,
  "g",
);
