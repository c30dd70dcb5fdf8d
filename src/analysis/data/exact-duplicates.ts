import { type LabelledPictures, pixelsOf } from "./labelled-pictures.js";

/** Rows with equal pixels, in groups of two or more; rows ascend in each. */
export function findExactDuplicates(pictures: LabelledPictures): number[][] {
  const byHash = new Map<number, number[][]>();
  for (let row = 0; row < pictures.labels.length; row++) {
    const pixels = pixelsOf(pictures, row);
    const groups = byHash.get(hashOf(pixels)) ?? [];
    const group = groups.find(([first = 0]) => isEqual(pixelsOf(pictures, first), pixels));
    if (group) group.push(row);
    else byHash.set(hashOf(pixels), [...groups, [row]]);
  }
  return [...byHash.values()].flat().filter((group) => group.length > 1);
}

/** FNV-1a, 32 bits: only speed depends on its quality. */
function hashOf(pixels: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const level of pixels) hash = Math.imul(hash ^ level, 0x01000193);
  return hash;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((level, i) => level === b[i]);
}
