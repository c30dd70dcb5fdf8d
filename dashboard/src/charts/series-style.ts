/** How a curve looks: colours alone do not tell more than eight apart, so the next eight are dashed, the next dotted, … */
export interface SeriesStyle {
  /** CSS custom property that holds the colour. */
  variable: string;
  dash: number[];
}

export const COLOURS = 8; // after Okabe and Ito (2008), adjusted to each background: see tokens.css

/** In px. None repeats later than after 20: a swatch of 24 shows the whole pattern. */
const DASHES = [
  [],
  [7, 4],
  [2, 3],
  [9, 3, 2, 3],
  [14, 4],
  [4, 2, 4, 8],
  [7, 3, 2, 3, 2, 3],
  [2, 8],
];

/** The style of the n-th run of a sweep: the same whatever else is drawn, so that a run keeps its colour. */
export function seriesStyle(index: number): SeriesStyle {
  const dash = DASHES[Math.floor(index / COLOURS) % DASHES.length] ?? [];
  return { variable: `--series-${index % COLOURS}`, dash };
}
