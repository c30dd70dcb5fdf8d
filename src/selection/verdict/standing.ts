import type { Comparison } from "./compare.js";
import { formatPValue } from "./phrases.js";
import { SIGNIFICANCE } from "./significance.js";

/** How the first of two runs stands against the second. `worse`, `better`: beyond noise, p below 0.05. */
export type Standing = "worse" | "tied" | "better";

export function standingOf({
  difference,
  pValue,
}: Pick<Comparison, "difference" | "pValue">): Standing {
  if (pValue >= SIGNIFICANCE || difference === 0) return "tied";
  return difference < 0 ? "worse" : "better";
}

/** `+0.12 points on 4,200 validation rows, within noise (p = 0.41)` */
export function comparisonInWords(comparison: Comparison, rows: number): string {
  const { difference } = comparison;
  const gap = `${percentPoints(difference)} on ${rows.toLocaleString("en-US")} validation rows`;
  return `${gap}, ${standingInWords(comparison)}`;
}

/** `within noise (p = 0.41)` */
export function standingInWords(comparison: Pick<Comparison, "difference" | "pValue">): string {
  return `${IN_WORDS[standingOf(comparison)]} (${formatPValue(comparison.pValue)})`;
}

export const IN_WORDS = {
  worse: "worse beyond noise",
  tied: "within noise",
  better: "better beyond noise",
};

/** `+0.12 points`, of a difference of proportions. */
export function percentPoints(difference: number): string {
  const points = (Math.abs(difference) * 100).toFixed(2);
  return `${difference < 0 ? "−" : "+"}${points} points`;
}
