import { z } from "zod";
import type { ValueColumns } from "../../api/values.js";
import { parseNamedFields } from "../../query/parse-fields.js";
import type { ServerDeps } from "../deps.js";
import { askedRuns, runsQuery } from "../find-runs.js";
import { get, type Route } from "../route.js";

const query = runsQuery.extend({
  fields: z.string().min(1),
  limit: z.coerce.number().int().min(0).optional(),
});

/** Values of all runs that match, by column. */
export function valuesRoute(deps: ServerDeps): Route {
  const { store } = deps;
  return get({
    path: "/api/values",
    params: z.strictObject({}),
    query,
    handle({ query: { fields: text, limit, ...asked } }) {
      const revision = store.latestRevision();
      const { query, known } = askedRuns(asked, deps);
      const fields = parseNamedFields(text, { known, where: "fields" });
      const { ids, columns } = store.runValues(
        query,
        fields.map(({ field }) => field),
        { limit: limit ?? Number.POSITIVE_INFINITY, offset: 0 },
      );
      const named = fields.map(({ name }, i) => [name, columns[i]?.map((value) => value ?? null)]);
      const values: ValueColumns = {
        runs: ids,
        columns: Object.fromEntries(named),
        revision,
      };
      return { type: "json", value: values };
    },
  });
}
