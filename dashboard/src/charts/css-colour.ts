import { seriesStyle } from "./series-style.js";

/** The present value of a CSS custom property, which follows the colour scheme. */
export function cssColour(variable: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}

/** Colour of the n-th series; faint: a quarter of its strength, for colours written as #rrggbb. */
export function lineColour(styleIndex: number, isFaint: boolean): string {
  const colour = cssColour(seriesStyle(styleIndex).variable);
  return isFaint ? `${colour}40` : colour;
}
