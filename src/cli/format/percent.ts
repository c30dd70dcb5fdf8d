import type { ExpectedScore } from "../../core/records.js";
import { formatCount } from "./number.js";

/** A proportion in [0, 1] as `99.31 %`. */
export function formatPercent(proportion: number): string {
  return `${(proportion * 100).toFixed(2)} %`;
}

/** `99.31 ± 0.12 %`, from a mean and the upper end of its interval. */
export function formatSpread(mean: number, high: number): string {
  return `${(mean * 100).toFixed(2)} ± ${formatPercent(high - mean)}`;
}

/** `99.11 – 99.47 %` */
export function formatInterval({ low, high }: { low: number; high: number }): string {
  return `${(low * 100).toFixed(2)} – ${formatPercent(high)}`;
}

/** `99.31 % (95 % interval 99.11 – 99.47 %, on 4,200 validation rows)` */
export function formatExpected(score: ExpectedScore): string {
  const { accuracy, rows } = score;
  const interval = formatInterval(score);
  return `${formatPercent(accuracy)} (95 % interval ${interval}, on ${formatCount(rows)} validation rows)`;
}
