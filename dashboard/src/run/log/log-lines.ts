/** A program's output as a terminal would show it, line by line. Pure. */
import Anser from "anser";

export interface LogLine {
  /** Without colours, for searching. */
  text: string;
  spans: LogSpan[];
}

export interface LogSpan {
  text: string;
  /** Classes of its colours and weight; "" where it has none. */
  style: string;
}

/** Of a line that was rewritten (carriage returns) its last state; the sixteen colours, bold, dim, italic, underlined. */
export function logLines(output: string): LogLine[] {
  const lines: LogLine[] = [{ text: "", spans: [] }];
  for (const { content, fg, bg, decorations } of Anser.ansiToJson(lastStates(output), OPTIONS)) {
    const style = [colour("fg", fg), colour("bg", bg), ...decorations.map(decoration)]
      .filter(Boolean)
      .join(" ");
    content.split("\n").forEach((text, i) => {
      if (i > 0) lines.push({ text: "", spans: [] });
      const line = lines.at(-1);
      if (!line || text === "") return;
      line.text += text;
      line.spans.push({ text, style });
    });
  }
  return lines.at(-1)?.text === "" ? lines.slice(0, -1) : lines;
}

const OPTIONS = { json: true, use_classes: true, remove_empty: true } as const;

function lastStates(output: string): string {
  return output
    .replace(OTHER_ESCAPES, "")
    .split("\n")
    .map((line) => line.replace(/\r+$/, "").split("\r").at(-1))
    .join("\n");
}

const ESC = String.fromCharCode(27);
/** All ECMA-48 control sequences but those that end in `m` (colours), and operating system commands (titles, links). */
const OTHER_ESCAPES = new RegExp(`${ESC}(\\[[0-?]*[ -/]*[@-ln-~]|\\][^\\u0007]*\\u0007)`, "g");

/** `ansi-bright-red` → `fg-red`: bright colours are the same ones, which have contrast enough on either background. */
function colour(kind: "fg" | "bg", name: string | null): string {
  const word = /^ansi-(?:bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/.exec(
    name ?? "",
  )?.[1];
  return word === undefined ? "" : `${kind}-${word}`;
}

function decoration(name: string): string {
  return ["bold", "dim", "italic", "underline"].includes(name) ? `is-${name}` : "";
}

/** A line's spans with the matches of `query` (in any case) as spans of their own. */
export function markMatches(
  spans: readonly LogSpan[],
  query: string,
): (LogSpan & { isMatch: boolean })[] {
  const wanted = query.toLowerCase();
  return spans.flatMap(({ text, style }) => {
    if (wanted === "") return [{ text, style, isMatch: false }];
    const parts: (LogSpan & { isMatch: boolean })[] = [];
    let at = 0;
    for (let next = find(text, wanted, at); next !== -1; next = find(text, wanted, at)) {
      if (next > at) parts.push({ text: text.slice(at, next), style, isMatch: false });
      at = next + wanted.length;
      parts.push({ text: text.slice(next, at), style, isMatch: true });
    }
    return at < text.length ? [...parts, { text: text.slice(at), style, isMatch: false }] : parts;
  });
}

function find(text: string, wanted: string, from: number): number {
  return text.toLowerCase().indexOf(wanted, from);
}
