import { assertNever } from "../../core/assert-never.js";
import { describeOutcome, type Outcome } from "../../core/outcome.js";
import type { RunRecord } from "../../core/records.js";
import type { RunState } from "../../core/run-state.js";
import { activeMs } from "../../core/run-time.js";
import type { Colours } from "./colours.js";
import { formatAgo, formatDuration } from "./duration.js";
import { formatBest } from "./metric.js";
import { formatNumber } from "./number.js";
import type { RunView } from "./run-view.js";

/** For a cell that has nothing to show. */
export const NOTHING = "–";

/** `failed (exit code 3)` in the state's colour. */
export function stateCell(
  { state, outcome, pausedAt, lost }: RunRecord & { lost: boolean },
  colours: Colours,
): string {
  if (lost) return colours.red("lost");
  if (state === "running" && pausedAt !== null) return colours.yellow("paused");
  const why = state === "failed" && outcome ? ` (${reason(outcome)})` : "";
  return paint(state, colours)(`${state}${why}`);
}

/** `3/6 epoch` */
export function progressCell({ progress }: RunRecord): string {
  if (!progress) return NOTHING;
  if (progress.total === 0) return progress.status || NOTHING;
  return `${formatNumber(progress.done)}/${formatNumber(progress.total)} ${progress.unit}`;
}

/** How long the run's last attempt took, or has taken so far, pauses left out. */
export function durationCell(run: RunRecord, now: number): string {
  const ms = run.state === "queued" ? null : activeMs(run, now);
  return ms === null ? NOTHING : formatDuration(ms);
}

export function whenCell(run: RunRecord, now: number): string {
  return formatAgo(run.endedAt ?? run.startedAt ?? run.createdAt, now);
}

export function bestCell({ metric, best, metricSummary }: RunView): string {
  return metric ? formatBest(metric.name, best?.value, metricSummary ?? undefined) : NOTHING;
}

function paint(state: RunState, colours: Colours): (text: string) => string {
  switch (state) {
    case "queued":
      return colours.dim;
    case "running":
      return colours.cyan;
    case "finished":
      return colours.green;
    case "failed":
      return colours.red;
    case "cancelled":
      return colours.yellow;
    default:
      return assertNever(state);
  }
}

/** The trainer's own words are for `show`: they would break a table. */
function reason(outcome: Outcome): string {
  if (outcome.type === "exit-code") return `exit code ${outcome.code}`;
  return outcome.type === "not-started" ? "could not start" : describeOutcome(outcome);
}
