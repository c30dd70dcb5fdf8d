import { z } from "zod";
import type { ValueColumns } from "../../api/values.js";
import { formatField } from "../../query/fields.js";
import { parseFields } from "../../query/parse-fields.js";
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
      const fields = parseFields(text, { known, where: "fields" });
      const { ids, columns } = store.runValues(query, fields);
      const named = fields.map((field, i) => [
        formatField(field, known),
        columns[i]?.slice(0, limit).map((value) => value ?? null),
      ]);
      const values: ValueColumns = {
        runs: ids.slice(0, limit),
        columns: Object.fromEntries(named),
        revision,
      };
      return { type: "json", value: values };
    },
  });
}
