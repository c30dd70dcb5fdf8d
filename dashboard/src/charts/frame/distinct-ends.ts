/** A name in two parts: where room is short `start` is cut first. */
export interface EndedName {
  start: string;
  end: string;
}

/**
 * Splits names before the shortest end, of whole words, that no other one has, so that no two read the same however their starts are cut.
 * Where only the whole name is such an end, it is split after what all names begin with. Runs of one name are told apart by their ids.
 */
export function distinctEnds<T extends { name: string; id: string }>(
  entries: readonly T[],
): (T & { split: EndedName })[] {
  const nameOf = ({ name, id }: T) => {
    const isShared = entries.some((other) => other.id !== id && other.name === name);
    return isShared ? `${name} ${id}` : name;
  };
  const names = entries.map(nameOf);
  const shared = sharedBeginning(names);
  return entries.map((entry) => ({ ...entry, split: splitName(nameOf(entry), names, shared) }));
}

/** @param shared how many characters all names begin with */
function splitName(name: string, names: readonly string[], shared: number): EndedName {
  const isTaken = (end: string) =>
    names.some((other) => other !== name && ` ${other}`.endsWith(` ${end}`));
  const end = endsOf(name).find((each) => !isTaken(each)) ?? name;
  const at = end.length === name.length ? shared : name.length - end.length;
  return { start: name.slice(0, at), end: name.slice(at) };
}

/** Up to a value or a word, which is not cut into: of `lr=1` and `lr=11` three characters. */
function sharedBeginning([first = "", ...others]: readonly string[]): number {
  if (others.length === 0) return 0;
  const differs = (i: number) => others.some((other) => other[i] !== first[i]);
  const length = [...first].findIndex((_, i) => differs(i));
  const same = first.slice(0, length < 0 ? first.length : length);
  return Math.max(same.lastIndexOf(" "), same.lastIndexOf("=")) + 1;
}

/** From the last word to the whole name. */
function endsOf(name: string): string[] {
  const words = name.split(" ");
  return words.map((_, i) => words.slice(words.length - 1 - i).join(" "));
}
