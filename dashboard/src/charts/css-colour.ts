import { seriesStyle } from "./series-style.js";

/** The present value of a CSS custom property, which follows the colour scheme. */
export function cssColour(variable: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}

/** Colour of the n-th series. */
export function lineColour(styleIndex: number): string {
  return cssColour(seriesStyle(styleIndex).variable);
}
