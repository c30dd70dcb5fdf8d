import { z } from "zod";
import { parseFields } from "../../query/parse-fields.js";
import { defaultFields, runsCsv } from "../../selection/runs-csv.js";
import type { ServerDeps } from "../deps.js";
import { askedRuns, runsQuery } from "../find-runs.js";
import { get, type Route } from "../route.js";

const query = runsQuery.extend({ columns: z.string().default("") });

/** The table of runs, whole, as a file. */
export function runsCsvRoute(deps: ServerDeps): Route {
  const { store } = deps;
  return get({
    path: "/api/runs.csv",
    params: z.strictObject({}),
    query,
    handle({ query: { columns, ...asked } }) {
      const { query, known, sweep } = askedRuns(asked, deps);
      const named = parseFields(columns, { known, where: "columns" });
      const parameters = store.parameterSummaries(query.sweepId).map(({ name }) => name);
      const fields = named.length > 0 ? named : defaultFields(known, parameters);
      const text = runsCsv(store, { query, fields, known });
      const name = `${sweep?.name ?? "runs"}.csv`;
      return { type: "attachment", contentType: "text/csv; charset=utf-8", text, name };
    },
  });
}
