import type { LiveRow } from "./sweep-model.js";

const DEFAULT_CURVES = 10; // as many as a chart shows without becoming a tangle

/** Ids of the runs to draw where the user has not chosen: those that began last, which includes the ones at work. */
export function defaultSelection(rows: readonly LiveRow[]): string[] {
  return rows
    .map(({ row }) => row)
    .filter(({ startedAt }) => startedAt !== null)
    .sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))
    .slice(0, DEFAULT_CURVES)
    .map(({ id }) => id);
}
