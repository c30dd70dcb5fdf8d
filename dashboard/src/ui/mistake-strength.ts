const FAINTEST = 15; // % of the colour
const STRONGEST = 60; // beyond it neither ink nor card stands out enough from it, in one theme or the other (WCAG 1.4.3)

/** How much of the colour of mistakes a cell has, in per cent; by the root, so that a single mistake still shows next to fifty. */
export function mistakeStrength(count: number, most: number): number {
  return Math.round(FAINTEST + (STRONGEST - FAINTEST) * Math.sqrt(count / most));
}
