import { closest, distance } from "fastest-levenshtein";

/** The known name that was probably meant, or undefined where none is near (at most a third of the letters differ). */
export function suggest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(word.toLowerCase(), known as string[]); // the library only reads the array
  return distance(word.toLowerCase(), nearest.toLowerCase()) <=
    Math.max(1, Math.ceil(word.length / 3))
    ? nearest
    : undefined;
}

/** ` (did you mean \`x\`?)`, or nothing: to append to a message. */
export function didYouMean(word: string, known: readonly string[]): string {
  const name = suggest(word, known);
  return name === undefined ? "" : ` (did you mean \`${name}\`?)`;
}
