import { z } from "zod";
import type { RunList } from "../../api/runs.js";
import type { SweepRecord } from "../../core/records.js";
import { RUN_STATES } from "../../core/run-state.js";
import type { ServerDeps } from "../deps.js";
import { findSweep } from "../find-run.js";
import { get, type Route } from "../route.js";
import { toRunRows } from "../run-rows.js";
import { varyingNames } from "../varying.js";

const MOST_RUNS = 1000; // a page that a browser's table still shows at once

const query = z.strictObject({
  sweep: z.string().optional(),
  state: z.enum(RUN_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_RUNS).default(MOST_RUNS),
  offset: z.coerce.number().int().min(0).default(0),
});

/** With `sweep` in the order of its experiment, without it newest first. */
export function runsRoute(deps: ServerDeps): Route {
  const { store } = deps;
  const listRuns = (sweep: SweepRecord | null, state?: string) =>
    sweep
      ? store.listSweepRuns(sweep.id).filter((run) => !state || run.state === state)
      : store.listRuns(state ? { state } : {});
  return get({
    path: "/api/runs",
    params: z.strictObject({}),
    query,
    handle({ query: { sweep: name, state, limit, offset } }) {
      const sweep = name === undefined ? null : findSweep(store, name);
      const revision = store.latestRevision();
      const runs = listRuns(sweep, state);
      const list: RunList = {
        runs: toRunRows(runs.slice(offset, offset + limit), sweep, deps),
        total: runs.length,
        revision,
        varying: sweep ? varyingNames(runs.map((run) => run.definition.parameters)) : [],
      };
      return { type: "json", value: list };
    },
  });
}
