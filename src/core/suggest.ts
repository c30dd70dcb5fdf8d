import { closest, distance } from "fastest-levenshtein";

/**
 * The known name that was probably meant: one with two neighbouring letters exchanged, or else the nearest, of which at most a
 * third of the letters differ. Undefined where there is none.
 */
export function suggest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const swapped = known.find((name) => isSwapped(lower, name.toLowerCase()));
  if (swapped !== undefined) return swapped;
  const nearest = closest(lower, known as string[]); // the library only reads the array
  const most = Math.max(1, Math.ceil(word.length / 3));
  return distance(lower, nearest.toLowerCase()) <= most ? nearest : undefined;
}

/** ` (did you mean \`x\`?)`, or nothing: to append to a message. */
export function didYouMean(word: string, known: readonly string[]): string {
  const name = suggest(word, known);
  return name === undefined ? "" : ` (did you mean \`${name}\`?)`;
}

/** Levenshtein counts such a slip as two letters, too many for a short word: `sdg` for `sgd`. */
function isSwapped(word: string, name: string): boolean {
  const at = word.split("").findIndex((letter, i) => letter !== name[i]);
  if (at < 0 || word.length !== name.length) return false;
  const pair = `${word[at + 1] ?? ""}${word[at]}`;
  return word.slice(0, at) + pair + word.slice(at + 2) === name;
}
