import { type CommandFiles, findMissing } from "./command-files.js";
import { macroProblem } from "./command-macros.js";
import { type Entry, type Located, show } from "./located.js";
import type { Mistakes } from "./mistakes.js";
import { splitShellWords } from "./shell-words.js";

/** Reads a command's words: a list of them, or one text that is split as a shell would. Macros are checked, not replaced. */
export function readCommand({ key, value: node }: Entry, mistakes: Mistakes): string[] {
  if (node.kind === "map") {
    mistakes.report(node.place, `expected a list of words, or text, got ${show(node)}`);
    return [];
  }
  const words =
    node.kind === "list"
      ? node.items.flatMap((item) => readWord(item, mistakes))
      : readText(node, mistakes);
  if (words?.length === 0) mistakes.report(key, "expected a program, got nothing");
  return words ?? [];
}

/** Reports the first of its words that is missing on the machine. `words` are those of the entry, without mistakes. */
export function checkFiles(
  { value: node }: Entry,
  words: readonly string[],
  { cwd, files, mistakes }: { cwd: string; files: CommandFiles; mistakes: Mistakes },
): void {
  const missing = findMissing(words, cwd, files);
  if (missing === null) return;
  const word = node.kind === "list" ? node.items[missing.index] : undefined;
  mistakes.report((word ?? node).place, missing.message);
}

function readWord(item: Located, mistakes: Mistakes): string[] {
  if (item.kind !== "scalar" || item.value === null) {
    mistakes.report(item.place, `expected a word, got ${show(item)}`);
    return [""];
  }
  const word = typeof item.value === "string" ? item.value : item.written;
  checkMacros(word, item, mistakes);
  return [word];
}

/** Null where the text cannot be split, which is reported. */
function readText(node: Extract<Located, { kind: "scalar" }>, mistakes: Mistakes): string[] | null {
  const split = splitShellWords(node.value === null ? "" : String(node.value));
  if (!split.ok) {
    mistakes.report(node.place, split.problem);
    return null;
  }
  for (const word of split.words) checkMacros(word, node, mistakes);
  return split.words;
}

function checkMacros(word: string, { place }: Located, mistakes: Mistakes): void {
  const problem = macroProblem(word);
  if (problem !== null) mistakes.report(place, problem);
}
