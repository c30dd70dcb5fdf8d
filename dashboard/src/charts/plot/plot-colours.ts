import { cssColour } from "../css-colour.js";
import { COLOURS } from "../series-style.js";
import type { PlotColours } from "./palette.js";

/** The present colours of what is no data. */
export function plotColours(): PlotColours {
  const card = cssColour("--card");
  return {
    ink: cssColour("--ink"),
    muted: cssColour("--muted"),
    grid: cssColour("--grid"),
    card,
    accent: cssColour("--accent"),
    series: Array.from({ length: COLOURS }, (_, i) => cssColour(`--series-${i}`)),
    isDark: isDark(card),
  };
}

/** Calls back whenever the colour scheme changes. @returns a function that ends it. */
export function onColourScheme(callback: () => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(callback);
  dark.addEventListener("change", callback);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
  return () => {
    dark.removeEventListener("change", callback);
    chosen.disconnect();
  };
}

/** @param colour #rrggbb */
function isDark(colour: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * (red ?? 255) + 0.587 * (green ?? 255) + 0.114 * (blue ?? 255) < 128;
}
