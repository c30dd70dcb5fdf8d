import { z } from "zod";
import type { AttemptItem, MetricItem, RunDetail } from "../../api/runs.js";
import { toWire } from "../../core/metric-value.js";
import type { AttemptRecord, MetricSummary, RunRecord, SweepRecord } from "../../core/records.js";
import { readEnvironmentRecord } from "../../protocol/environment-record.js";
import { readOverrides } from "../../protocol/read-run-record.js";
import { runPaths } from "../../protocol/run-paths.js";
import { reproduceCommand } from "../../selection/reproduce.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";
import { outcomeText, toRunRow } from "../run-rows.js";
import type { ParametersOf, VaryingParameters } from "../varying.js";

/** Everything on one run. */
export function runRoute(
  deps: ServerDeps,
  varying: VaryingParameters,
  parametersOf: ParametersOf,
): Route {
  const { store } = deps;
  return get({
    path: "/api/runs/:id",
    params: z.object({ id: z.string() }),
    query: z.strictObject({}),
    handle({ params }) {
      const run = findRun(store, params.id);
      const sweepName = store.sweepsOf(run.id)[0];
      const sweep = sweepName === undefined ? null : store.findSweep(sweepName);
      return { type: "json", value: detail(run, sweep, { ...deps, varying, parametersOf }) };
    },
  });
}

interface DetailDeps extends ServerDeps {
  varying: VaryingParameters;
  parametersOf: ParametersOf;
}

function detail(run: RunRecord, sweep: SweepRecord | null, deps: DetailDeps): RunDetail {
  const { store, runsDir, cwd, varying, parametersOf } = deps;
  const paths = runPaths(runsDir, run.id);
  return {
    run: toRunRow(run, sweep, deps),
    key: run.key,
    generation: run.generation,
    trainer: run.definition.trainer,
    varying: sweep ? varying(sweep) : [],
    data: run.definition.data,
    summary: run.summary,
    environment: readEnvironmentRecord(paths.environment),
    attempts: store.listAttempts(run.id).map(toAttempt),
    artifacts: store.listArtifacts(run.id).map(({ runId: _, ...artifact }) => artifact),
    metrics: (store.summaries([run.id]).get(run.id) ?? []).map(toMetric),
    submissions: store.listSubmissions(run.id),
    reproduce:
      sweep &&
      reproduceCommand(run, {
        ...{ sweep, listed: parametersOf(sweep), cwd },
        overrides: readOverrides(paths.config),
      }),
  };
}

function toAttempt({ runId: _, process: __, outcome, ...attempt }: AttemptRecord): AttemptItem {
  return { ...attempt, outcome: outcomeText(outcome) };
}

function toMetric(summary: MetricSummary): MetricItem {
  return { ...summary, last: toWire(summary.last) };
}
