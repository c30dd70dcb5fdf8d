import type { RunRow } from "../../../src/api/runs.js";
import type { LiveRow } from "./sweep-model.js";

export const DEFAULT_CURVES = 10; // as many as a chart shows without becoming a tangle

/** Ids of the runs to draw where the user has not chosen: those at work, then the best, then those that began last. */
export function defaultSelection(rows: readonly LiveRow[]): string[] {
  return rows
    .map(({ row }) => row)
    .filter(({ startedAt }) => startedAt !== null)
    .sort(byInterest)
    .slice(0, DEFAULT_CURVES)
    .map(({ id }) => id);
}

function byInterest(a: RunRow, b: RunRow): number {
  return rank(a) - rank(b) || loss(a) - loss(b) || (b.startedAt ?? 0) - (a.startedAt ?? 0);
}

function rank({ state, score }: RunRow): number {
  if (state === "running") return 0;
  return typeof score?.best === "number" ? 1 : 2;
}

/** The best value, turned so that less is better; those at work are all alike. */
function loss({ state, score }: RunRow): number {
  if (state === "running" || typeof score?.best !== "number") return 0;
  return score.goal === "maximize" ? -score.best : score.best;
}
