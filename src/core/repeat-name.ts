/** The name of a run that repeats others: theirs with its number, from 1. */
export function repeatName(name: string, number: number): string {
  return `${name} repeat=${number}`;
}

/** The name that all repeats have in common. */
export function nameOfRepeats(name: string): string {
  return name.replace(/ repeat=\d+$/, "");
}
