import type { Fold } from "./fold.js";

/** The name of a run that repeats others: theirs with its number, from 1. */
export function repeatName(name: string, number: number): string {
  return `${name} repeat=${number}`;
}

/** The name of one fold's run: that of all its folds with its number, from 1. */
export function foldName(name: string, { index, count }: Fold): string {
  return `${name} fold=${index + 1}/${count}`;
}

/** The name that all repeats and folds have in common. */
export function nameOfRepeats(name: string): string {
  return nameOfFolds(name).replace(/ repeat=\d+$/, "");
}

/** The name that all folds of one repeat have in common. */
export function nameOfFolds(name: string): string {
  return name.replace(/ fold=\d+\/\d+$/, "");
}
