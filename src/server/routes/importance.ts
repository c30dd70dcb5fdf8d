import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { Importance, Trial } from "../../analysis/importance/importance.js";
import { sampleNote, sampleTrials } from "../../analysis/importance/sample-trials.js";
import type { ImportanceReport } from "../../api/importance.js";
import { SweepError } from "../../core/errors.js";
import { hashJson } from "../../core/hash.js";
import { goalOfMetric, type Metric } from "../../core/metric-goal.js";
import type { SweepRecord } from "../../core/records.js";
import type { Field } from "../../query/filter.js";
import type { RunQuery, Store } from "../../store/store.js";
import { AnswerCache } from "../answer-cache.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { askedRuns, runsQuery } from "../find-runs.js";
import { get, type Route } from "../route.js";

const query = runsQuery.omit({ sort: true }).extend({ metric: z.string().min(1).optional() });

const MOST_ANSWERS = 16; // of some kilobytes each

/** Which parameters decide of a metric: measured once for the same runs with the same values, however many pages ask. */
export function importanceRoute(deps: ServerDeps): Route {
  const { store } = deps;
  const answers = new AnswerCache<Importance>(MOST_ANSWERS);
  return get({
    path: "/api/importance",
    params: z.strictObject({}),
    query,
    async handle({ query: { metric: name, ...asked } }) {
      const { sweep, query } = askedRuns({ ...asked, sort: "" }, deps);
      const metric = toMetric(name, sweep, store);
      const { scored, without } = scoredRuns(query, metric, store);
      const sample = sampleTrials(scored);
      const key = hashJson({
        goal: metric.goal,
        sample: sample.map(({ id, value }) => [id, value]),
      });
      const importance = await answers.get(key, async () =>
        deps.measureImportance(await toTrials(sample, store), metric.goal),
      );
      const notes = [sampleNote(scored.length), importance.note].filter((each) => each !== null);
      const report: ImportanceReport = {
        ...{ metric, runs: scored.length, without },
        ...importance,
        note: notes.length > 0 ? notes.join(" ") : null,
      };
      return { type: "json", value: report };
    },
  });
}

/** The runs that have a value of the metric, and how many have none. */
function scoredRuns(
  query: RunQuery,
  metric: Metric,
  store: Store,
): { scored: Scored[]; without: number } {
  const best: Field = { kind: "metric", stat: "best", ...metric };
  const { ids, columns } = store.runValues(query, [best]);
  const scored = ids.flatMap((id, i) => {
    const value = columns[0]?.[i];
    return typeof value === "number" ? [{ id, value }] : [];
  });
  return { scored, without: ids.length - scored.length };
}

const AT_ONCE = 100; // runs take some milliseconds to read; between them other requests have their turn

async function toTrials(scored: readonly Scored[], store: Store): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (let i = 0; i < scored.length; i += AT_ONCE) {
    for (const { id, value } of scored.slice(i, i + AT_ONCE)) {
      trials.push({ parameters: findRun(store, id).definition.parameters, value });
    }
    await setImmediate();
  }
  return trials;
}

interface Scored {
  id: string;
  value: number;
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
