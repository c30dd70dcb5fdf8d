/** Text that is HTML already; everything else is escaped where it is put into it. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | undefined | readonly Part[];

/** HTML of a template: what is put in is escaped unless it is `Html`; lists are joined, null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, next, i) => text + show(parts[i - 1]) + next));
}

/** Words between backticks are names: in HTML they are set as code. */
export function withNames(sentence: string): Html {
  const parts = sentence.split("`").map((part, i) => (i % 2 ? html`<code>${part}</code>` : part));
  return html`${parts}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function show(part: Part): string {
  if (part === null || part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(show).join("");
  return String(part).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
