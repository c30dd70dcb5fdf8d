import type { ChartContext } from "../context.js";
import { empty, LOADING, READY, type Status } from "../frame/status.js";
import type { RunTable } from "../table/run-table.js";
import type { Loaded } from "../table/use-run-table.js";

/** What a chart of runs' values has to say. @param hasFields has the table what was chosen? */
export function tableStatus(
  context: ChartContext,
  runs: Loaded<RunTable>,
  hasFields: boolean,
  drawn: number,
  advice: string,
): Status {
  if (runs.error !== null && !hasFields)
    return { kind: "error", message: runs.error, retry: runs.retry };
  if (!runs.value || !hasFields) return LOADING;
  if (drawn > 0) return READY;
  if (runs.value.ids.length > 0) return empty("Nothing to draw", advice);
  return context.where === ""
    ? empty("No runs yet", "They appear here as soon as they are planned.")
    : empty("No run matches", "Change the filter of the table.");
}
