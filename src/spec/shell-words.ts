export type ShellWords = { ok: true; words: string[] } | { ok: false; problem: string };

/**
 * Splits a command as a POSIX shell splits it into words: blanks separate, '…' keeps everything, "…" and \ keep what they
 * cover. There is no shell, so what only a shell can do is refused rather than passed on as text.
 */
export function splitShellWords(text: string): ShellWords {
  const words: string[] = [];
  let word: string | null = null;
  for (let rest = text; rest !== ""; ) {
    const token = TOKEN.exec(rest)?.[0] ?? rest.charAt(0);
    rest = rest.slice(token.length);
    const problem = problemOf(token);
    if (problem) return { ok: false, problem };
    if (token.trim() === "") {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + unquote(token);
  }
  return { ok: true, words: word === null ? words : [...words, word] };
}

/** Blanks, '…', "…", an escaped character, a macro, or a stretch of ordinary text. */
const TOKEN =
  /^(\s+|'[^']*'|"(\\[\s\S]|[^"\\])*"|\\[\s\S]|\$?\$\{[^}]*\}|[^\s'"\\$|&;<>()`*?[\]~]+)/;

const SHELL_ONLY = "|&;<>()`*?[]~";

function problemOf(token: string): string | null {
  if (token === "'" || token === '"') return `expected a closing ${token}`;
  if (token === "\\") return "expected a character after the last \\";
  if (token === "$" || EXPANSION.test(token))
    return `there is no shell to replace \`$\` or backquotes: write \`\${envvar:NAME}\`, or quote them with '…'`;
  if (!SHELL_ONLY.includes(token)) return null;
  return `there is no shell to interpret \`${token}\`: quote it, or write \`command: [sh, -c, '…']\``;
}

const EXPANSION = /^"(.*[^\\])?(\$(?!\$?\{)|`)/s; // in double quotes a shell replaces these

function unquote(token: string): string {
  if (token.startsWith("'")) return token.slice(1, -1);
  if (token.startsWith('"')) return token.slice(1, -1).replace(/\\(["\\$`])/g, "$1");
  return token.startsWith("\\") ? token.slice(1) : token;
}
