/** A name in two parts: where room is short `start` is cut first. */
export interface EndedName {
  start: string;
  end: string;
}

/**
 * Splits names before the shortest end, of whole words, that no other one has, so that no two read the same however their starts are cut.
 * Runs of one name are told apart by their ids.
 */
export function distinctEnds<T extends { name: string; id: string }>(
  entries: readonly T[],
): (T & { split: EndedName })[] {
  const nameOf = ({ name, id }: T) => {
    const isShared = entries.some((other) => other.id !== id && other.name === name);
    return isShared ? `${name} ${id}` : name;
  };
  const names = entries.map(nameOf);
  return entries.map((entry) => ({ ...entry, split: splitName(nameOf(entry), names) }));
}

function splitName(name: string, names: readonly string[]): EndedName {
  const isTaken = (end: string) =>
    names.some((other) => other !== name && ` ${other}`.endsWith(` ${end}`));
  const end = endsOf(name).find((each) => !isTaken(each)) ?? name;
  return { start: name.slice(0, name.length - end.length), end };
}

/** From the last word to the whole name. */
function endsOf(name: string): string[] {
  const words = name.split(" ");
  return words.map((_, i) => words.slice(words.length - 1 - i).join(" "));
}
