import type { DuplicateLook, DuplicatePair } from "../../core/data-look.js";
import { findExactDuplicates } from "./exact-duplicates.js";
import {
  type DividedPictures,
  type LabelledPictures,
  partsOf,
  pixelsOf,
  toBase64,
} from "./labelled-pictures.js";
import { findNearDuplicates, type NearPair } from "./near-duplicates.js";

/** In MNIST itself 37 pairs of ones reach it and no other digits do; a copy that was compressed or blurred a little has more. */
const THRESHOLD = 0.98;
const MOST_PAIRS = 60; // pictures that a person looks through

const methodFor = (compared: string) =>
  `Exact: equal pixels, by hash and comparison, over the whole training file. Near: Pearson's correlation of the pixels of ${compared} ` +
  `is ${THRESHOLD} or more; none is missed. Copies that were shifted, turned or inverted are not found.`;

/** Pictures that validation has seen in training. */
export function lookAtDuplicates(
  pictures: DividedPictures,
  onProgress?: (done: number, total: number) => void,
): DuplicateLook {
  const groups = findExactDuplicates(pictures);
  const parts = partsOf(pictures);
  const equal = groups.flatMap(everyTwo).flatMap((two) => acrossPair(two, parts));
  const found = findNearDuplicates(pictures, { threshold: THRESHOLD, onProgress });
  const near = found.filter((pair) => !isEqualPair(pair, pictures));
  const { labels } = pictures;
  const contradicts = ([a = 0, b = 0]: number[]) => labels[a] !== labels[b];
  return {
    method: methodFor(
      "folds" in pictures
        ? "every two rows of different folds"
        : "every training row with every validation row",
    ),
    exact: groups.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0),
    exactAcross: equal.length,
    contradictions: groups.flatMap(everyTwo).filter(contradicts).length,
    threshold: THRESHOLD,
    near: near.length,
    nearContradictions: near.filter((pair) => contradicts([pair.train, pair.validation])).length,
    pairs: [...equal, ...near]
      .sort((a, b) => b.correlation - a.correlation || a.validation - b.validation)
      .slice(0, MOST_PAIRS)
      .map((pair) => withPictures(pair, pictures)),
  };
}

/** The two rows where they are of different parts, that of the higher one as `validation`. */
function acrossPair([a = 0, b = 0]: number[], parts: Uint8Array): NearPair[] {
  const [partA = 0, partB = 0] = [parts[a], parts[b]];
  if (partA === partB) return [];
  const [train, validation] = partA < partB ? [a, b] : [b, a];
  return [{ train, validation, correlation: 1 }];
}

function everyTwo(group: readonly number[]): number[][] {
  return group.flatMap((a, i) => group.slice(i + 1).map((b) => [a, b]));
}

function isEqualPair({ train, validation }: NearPair, pictures: LabelledPictures): boolean {
  const other = pixelsOf(pictures, validation);
  return pixelsOf(pictures, train).every((level, i) => level === other[i]);
}

function withPictures(pair: NearPair, pictures: DividedPictures): DuplicatePair {
  const show = (row: number) => ({
    row,
    ...("folds" in pictures ? { fold: pictures.folds[row] ?? 0 } : {}),
    label: pictures.labels[row] ?? 0,
    picture: toBase64(pixelsOf(pictures, row)),
  });
  return { ...pair, train: show(pair.train), validation: show(pair.validation) };
}
