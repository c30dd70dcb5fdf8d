import { z } from "zod";
import type { RunList } from "../../api/runs.js";
import type { ServerDeps } from "../deps.js";
import { askedRuns, runsQuery } from "../find-runs.js";
import { get, type Route } from "../route.js";
import { toRunRows } from "../run-rows.js";
import type { VaryingParameters } from "../varying.js";

const MOST_RUNS = 1000; // a page that a browser's table still shows at once

const query = runsQuery.extend({
  limit: z.coerce.number().int().min(1).max(MOST_RUNS).default(MOST_RUNS),
  offset: z.coerce.number().int().min(0).default(0),
});

export function runsRoute(deps: ServerDeps, varying: VaryingParameters): Route {
  const { store } = deps;
  return get({
    path: "/api/runs",
    params: z.strictObject({}),
    query,
    handle({ query: { limit, offset, ...asked } }) {
      const revision = store.latestRevision();
      const { sweep, query } = askedRuns(asked, deps);
      const { runs, total } = store.queryRuns(query, { limit, offset });
      const list: RunList = {
        runs: toRunRows(runs, sweep, deps),
        total,
        revision,
        varying: sweep ? varying(sweep) : [],
      };
      return { type: "json", value: list };
    },
  });
}
