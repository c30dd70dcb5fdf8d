import { z } from "zod";
import { measureImportance, type Trial } from "../../analysis/importance/importance.js";
import type { ImportanceReport } from "../../api/importance.js";
import { SweepError } from "../../core/errors.js";
import { goalOfMetric, type Metric } from "../../core/metric-goal.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import type { Store } from "../../store/store.js";
import type { ServerDeps } from "../deps.js";
import { askedRuns, runsQuery } from "../find-runs.js";
import { get, type Route } from "../route.js";

const query = runsQuery.omit({ sort: true }).extend({ metric: z.string().min(1).optional() });

/** Which parameters decide of a metric. */
export function importanceRoute(deps: ServerDeps): Route {
  const { store } = deps;
  return get({
    path: "/api/importance",
    params: z.strictObject({}),
    query,
    handle({ query: { metric: name, ...asked } }) {
      const { sweep, query } = askedRuns({ ...asked, sort: "" }, deps);
      const metric = toMetric(name, sweep, store);
      const { runs } = store.queryRuns(query);
      const trials = toTrials(runs, metric, store);
      const report: ImportanceReport = {
        metric,
        runs: trials.length,
        without: runs.length - trials.length,
        ...measureImportance(trials, metric.goal),
      };
      return { type: "json", value: report };
    },
  });
}

function toMetric(name: string | undefined, sweep: SweepRecord | null, store: Store): Metric {
  if (name === undefined && sweep) return sweep.metric;
  if (name === undefined)
    throw new SweepError(
      "usage",
      "metric: expected the name of a metric, or a `sweep` that is judged by one",
    );
  const judges = sweep ? [sweep, ...store.listSweeps()] : store.listSweeps();
  return { name, goal: goalOfMetric(name, judges) };
}

function toTrials(runs: readonly RunRecord[], { name, goal }: Metric, store: Store): Trial[] {
  const summaries = store.summaries(runs.map(({ id }) => id));
  return runs.flatMap(({ id, definition: { parameters } }) => {
    const summary = summaries.get(id)?.find((each) => each.name === name);
    const value = goal === "maximize" ? summary?.max : summary?.min;
    return value === null || value === undefined ? [] : [{ parameters, value }];
  });
}
