/** In the present colour scheme, as #rrggbb. */
export interface PlotColours {
  ink: string;
  muted: string;
  grid: string;
  card: string;
  accent: string;
  /** Of the n-th series, counted round: see series-style.ts. */
  series: readonly string[];
  isDark: boolean;
}

/** Colour of the n-th series. */
export function seriesColour({ series, muted }: PlotColours, styleIndex: number): string {
  return series[styleIndex % series.length] ?? muted;
}
