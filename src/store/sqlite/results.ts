import type { JsonValue } from "../../core/json.js";
import type { EventBatch } from "../store.js";
import type { Connection } from "./connection.js";

/**
 * Notes what a run says that its metrics came to, after a batch's points were added. `summary` is all that it has said of itself so
 * far. Call it inside a transaction.
 */
export type NoteResults = (batch: EventBatch, summary: Record<string, JsonValue>) => void;

/** The order of summary and points does not matter: whichever a batch brings, the other may have come before. */
export function createNoteResults({ db }: Connection): NoteResults {
  const note = db.prepare<[object]>(`
    update series set result = @value,
      result_step = (
        select step from points where series_id = series.id and value = @value
        order by step desc limit 1) -- backwards: it is the last value as a rule, and max(step) would read all of a long series each time
    where run_id = @runId and name = @name`);
  return ({ runId, summary, metrics }, known) => {
    const names = new Set([...Object.keys(summary), ...metrics.map(({ name }) => name)]);
    for (const name of names) {
      const value = Object.hasOwn(known, name) ? known[name] : undefined;
      if (typeof value === "number") note.run({ runId, name, value });
      else if (Object.hasOwn(summary, name)) note.run({ runId, name, value: null });
    }
  };
}
