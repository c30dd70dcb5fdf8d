import type { Witness } from "../../core/lost-run.js";
import type { SweepRecord } from "../../core/records.js";
import type { Filter } from "../../query/filter.js";
import { parseSort } from "../../query/parse-fields.js";
import { parseFilter } from "../../query/parse-filter.js";
import { speaksOf } from "../../query/speaks-of.js";
import { lostRuns } from "../../selection/lost-runs.js";
import type { QueryStore, RunQuery, Store } from "../../store/store.js";

/** How a command line says which runs are meant. */
export interface RunFilterOptions {
  where?: string;
  state?: string;
  sort?: string;
  all?: boolean;
  archived?: boolean;
}

/** @throws QueryError that shows where the filter or the order is wrong. */
export function toRunQuery(
  store: QueryStore & Pick<Store, "listSweeps" | "sweepsOf" | "listRuns">,
  options: RunFilterOptions,
  { sweep, witness }: { sweep: SweepRecord | null; witness: Witness },
): RunQuery {
  const { now } = witness;
  const known = store.knownNames(sweep?.metric);
  const where = parseFilter(options.where ?? "", { known, now, where: "--where" });
  const filter = both(where, stateFilter(options.state));
  const isAsked = options.archived || (where !== null && speaksOf(where, "archived"));
  return {
    sweepId: sweep?.id ?? null,
    all: options.all ?? false,
    filter,
    sort: parseSort(options.sort ?? "", { known, where: "--sort" }),
    archived: isAsked ? "with" : "without",
    now,
    lost: lostRuns(store, witness),
  };
}

function stateFilter(state: string | undefined): Filter | null {
  if (state === undefined) return null;
  return { type: "equal", field: { kind: "builtin", name: "state" }, values: [state] };
}

function both(a: Filter | null, b: Filter | null): Filter | null {
  return a && b ? { type: "and", parts: [a, b] } : (a ?? b);
}
