const WIDTH = 0.5; // of the distance between two categories

/**
 * Spreads dots of one category beside each other: by the run's id, so that a run is always at the same place.
 *
 * @returns what to add to the category's number, from -0.25 to 0.25
 */
export function jitter(id: string): number {
  return (share(id) - 0.5) * WIDTH;
}

/** FNV-1a, with the bits mixed once more: ids that differ in their last letter only are far apart. */
function share(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
