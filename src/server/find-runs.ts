import { z } from "zod";
import type { SweepRecord } from "../core/records.js";
import type { KnownNames } from "../query/filter.js";
import { parseSort } from "../query/parse-fields.js";
import { parseFilter } from "../query/parse-filter.js";
import { speaksOf } from "../query/speaks-of.js";
import { lostRuns } from "../selection/lost-runs.js";
import type { RunQuery } from "../store/store.js";
import type { ServerDeps } from "./deps.js";
import { findSweep } from "./find-run.js";

/** The part of a request's query that says which runs are meant, and in which order. */
export const runsQuery = z.strictObject({
  sweep: z.string().optional(),
  where: z.string().default(""),
  sort: z.string().default(""),
  archived: z.enum(["without", "with", "only"]).optional(),
});

export interface AskedRuns {
  sweep: SweepRecord | null;
  known: KnownNames;
  query: RunQuery;
}

/** @throws SweepError("not-found") for an unknown sweep, QueryError for a filter or an order that is none. */
export function askedRuns(
  { sweep: name, where, sort, archived }: z.infer<typeof runsQuery>,
  { store, now, liveness }: Pick<ServerDeps, "store" | "now" | "liveness">,
): AskedRuns {
  const sweep = name === undefined ? null : findSweep(store, name);
  const known = store.knownNames(sweep?.metric);
  const filter = parseFilter(where, { known, now: now(), where: "where" });
  const speaksOfArchived = filter !== null && speaksOf(filter, "archived");
  const query: RunQuery = {
    sweepId: sweep?.id ?? null,
    filter,
    sort: parseSort(sort, { known, where: "sort" }),
    archived: archived ?? (speaksOfArchived ? "with" : "without"),
    pinnedFirst: true,
    now: now(),
    lost: lostRuns(store, { liveness, now: now() }),
  };
  return { sweep, known, query };
}
