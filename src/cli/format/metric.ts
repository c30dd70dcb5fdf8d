import type { MetricSummary } from "../../core/records.js";
import { formatNumber } from "./number.js";
import { formatPercent } from "./percent.js";

/** A metric's value for people: accuracies as `99.31 %`, everything else with four significant digits. */
export function formatMetric(name: string, value: number): string {
  return isProportion(name, value) ? formatPercent(value) : formatNumber(value);
}

/** A run's best value; `NaN` (or ±Infinity) where it has logged nothing else, `–` where it has logged nothing. */
export function formatBest(
  name: string,
  value: number | null | undefined,
  summary: MetricSummary | undefined,
): string {
  if (value !== null && value !== undefined) return formatMetric(name, value);
  return summary?.nonFinite ?? "–";
}

/** By its name: `val_accuracy`, `acc`. */
export function isAccuracy(name: string): boolean {
  return /(^|[^a-z])acc(uracy)?([^a-z]|$)/i.test(name);
}

function isProportion(name: string, value: number): boolean {
  return isAccuracy(name) && value >= 0 && value <= 1;
}
