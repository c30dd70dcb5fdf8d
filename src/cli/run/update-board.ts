import type { SchedulerEvent } from "../../scheduler/scheduler-events.js";
import { bestValue } from "../../selection/best.js";
import type { MetricStore } from "../../store/store.js";
import type { Board } from "./board.js";

/**
 * Applies an event, and adds what the store alone knows: what runs had reached before, of which no event tells, and what those that
 * end say that their metric came to.
 */
export function updateBoard(
  board: Board,
  store: Pick<MetricStore, "summaries">,
  event: SchedulerEvent,
): void {
  board.apply(event);
  const { metric } = board;
  const ids = runsToLookUp(event);
  if (metric === null || ids.length === 0) return;
  const summaries = store.summaries(ids, metric.name);
  for (const [id, list] of summaries) board.setBest(id, bestValue(list, metric)?.value ?? null);
}

function runsToLookUp(event: SchedulerEvent): string[] {
  if (event.type === "planned") return event.runs.map(({ id }) => id);
  if (event.type === "ended") return event.retrying ? [] : [event.run.id];
  return event.type === "started" && event.adopted ? [event.run.id] : [];
}
