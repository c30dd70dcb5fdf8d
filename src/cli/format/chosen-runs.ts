import { SweepError } from "../../core/errors.js";
import type { Witness } from "../../core/lost-run.js";
import { resolveRun } from "../../selection/resolve-run.js";
import type { Store } from "../../store/store.js";
import { toRunQuery } from "./run-filter.js";

/** Ids of the runs that a command line names: by ids, shortened as usual, and by a filter. Each once, archived ones, too. */
export function chosenRuns(
  store: Store,
  {
    names,
    where,
    witness,
  }: { names: readonly string[]; where: string | undefined; witness: Witness },
): string[] {
  if (names.length === 0 && where === undefined)
    throw new SweepError("usage", "expected ids of runs or --where <filter>, got neither");
  const named = names.map((name) => resolveRun(store, name).id);
  if (where === undefined) return [...new Set(named)];
  const query = toRunQuery(store, { where, archived: true }, { sweep: null, witness });
  const { ids } = store.runValues(query, []);
  if (ids.length + named.length > 0) return [...new Set([...named, ...ids])];
  throw new SweepError("not-found", `--where: no run is one for which this is true: ${where}`);
}
