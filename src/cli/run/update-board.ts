import type { SchedulerEvent } from "../../scheduler/scheduler-events.js";
import { bestValue } from "../../selection/best.js";
import type { MetricStore } from "../../store/store.js";
import type { Board } from "./board.js";

/** Applies an event, and adds what its runs had reached before: those metrics are in the store, and no event brings them. */
export function updateBoard(
  board: Board,
  store: Pick<MetricStore, "summaries">,
  event: SchedulerEvent,
): void {
  board.apply(event);
  const { metric } = board;
  const ids = runsWithPast(event);
  if (metric === null || ids.length === 0) return;
  const summaries = store.summaries(ids);
  for (const [id, list] of summaries) board.setBest(id, bestValue(list, metric)?.value ?? null);
}

function runsWithPast(event: SchedulerEvent): string[] {
  if (event.type === "planned") return event.runs.map(({ id }) => id);
  return event.type === "started" && event.adopted ? [event.run.id] : [];
}
