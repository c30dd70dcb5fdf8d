import { z } from "zod";
import type { AttemptItem, MetricItem, RunDetail } from "../../api/runs.js";
import { toWire } from "../../core/metric-value.js";
import type { AttemptRecord, MetricSummary, RunRecord, SweepRecord } from "../../core/records.js";
import type { Store } from "../../store/store.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { projectPath } from "../project-path.js";
import { reproduceCommand } from "../reproduce.js";
import { get, type Route } from "../route.js";
import { outcomeText, toRunRow } from "../run-rows.js";
import { valueAt, varyingNames } from "../varying.js";

/** Everything on one run. */
export function runRoute(deps: ServerDeps): Route {
  const { store } = deps;
  return get({
    path: "/api/runs/:id",
    params: z.object({ id: z.string() }),
    query: z.strictObject({}),
    handle({ params }) {
      const run = findRun(store, params.id);
      const sweepName = store.sweepsOf(run.id)[0];
      const sweep = sweepName === undefined ? null : store.findSweep(sweepName);
      return { type: "json", value: detail(run, sweep, deps) };
    },
  });
}

function detail(run: RunRecord, sweep: SweepRecord | null, deps: ServerDeps): RunDetail {
  const { store } = deps;
  const varying = varyingInSweep(sweep, store);
  return {
    run: toRunRow(run, sweep, deps),
    key: run.key,
    generation: run.generation,
    trainer: run.definition.trainer,
    varying,
    data: run.definition.data,
    summary: run.summary,
    attempts: store.listAttempts(run.id).map(toAttempt),
    artifacts: store.listArtifacts(run.id).map(({ runId: _, ...artifact }) => artifact),
    metrics: (store.summaries([run.id]).get(run.id) ?? []).map(toMetric),
    submissions: store.listSubmissions(run.id),
    reproduce: reproduce(run, sweep, varying, deps),
  };
}

/** Runs that the experiment no longer lists count too: the command of each must name what sets it apart. */
function varyingInSweep(sweep: SweepRecord | null, store: Store): string[] {
  if (!sweep) return [];
  const runs = store.listSweepRuns(sweep.id, { all: true });
  return varyingNames(runs.map((each) => each.definition.parameters));
}

function reproduce(
  run: RunRecord,
  sweep: SweepRecord | null,
  varying: readonly string[],
  { runsDir }: ServerDeps,
): string | null {
  if (!sweep) return null;
  const parameters = Object.fromEntries(
    varying.flatMap((name) => {
      const value = valueAt(run.definition.parameters, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return reproduceCommand({ file: projectPath(runsDir, sweep.file), parameters });
}

function toAttempt({ runId: _, process: __, outcome, ...attempt }: AttemptRecord): AttemptItem {
  return { ...attempt, outcome: outcomeText(outcome) };
}

function toMetric(summary: MetricSummary): MetricItem {
  return { ...summary, last: toWire(summary.last) };
}
