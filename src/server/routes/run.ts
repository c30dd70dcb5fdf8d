import { z } from "zod";
import type { AttemptItem, MetricItem, RunDetail } from "../../api/runs.js";
import { toWire } from "../../core/metric-value.js";
import type { AttemptRecord, MetricSummary, RunRecord, SweepRecord } from "../../core/records.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { flatten, varyingNames } from "../flatten.js";
import { projectPath } from "../project-path.js";
import { reproduceCommand } from "../reproduce.js";
import { get, type Route } from "../route.js";
import { outcomeText, toRunRows } from "../run-rows.js";

/** Everything on one run. */
export function runRoute(deps: ServerDeps): Route {
  const { store } = deps;
  const siblingsOf = (sweep: SweepRecord | null) =>
    sweep ? store.listSweepRuns(sweep.id, { all: true }) : [];
  return get({
    path: "/api/runs/:id",
    params: z.object({ id: z.string() }),
    query: z.strictObject({}),
    handle({ params }) {
      const run = findRun(store, params.id);
      const [row] = toRunRows([run], null, deps);
      const sweep = store.findSweep(row?.sweeps[0] ?? "");
      const varying = varyingNames(
        siblingsOf(sweep).map((each) => flatten(each.definition.parameters)),
      );
      return {
        type: "json",
        value: {
          ...detail(run, deps),
          run: row,
          varying,
          reproduce: reproduce(run, sweep, varying, deps),
        },
      };
    },
  });
}

function detail(
  run: RunRecord,
  { store }: ServerDeps,
): Omit<RunDetail, "run" | "varying" | "reproduce"> {
  return {
    key: run.key,
    generation: run.generation,
    trainer: run.definition.trainer,
    data: run.definition.data,
    summary: run.summary,
    attempts: store.listAttempts(run.id).map(toAttempt),
    artifacts: store.listArtifacts(run.id).map(({ runId: _, ...artifact }) => artifact),
    metrics: (store.summaries([run.id]).get(run.id) ?? []).map(toMetric),
    submissions: store.listSubmissions(run.id),
  };
}

function reproduce(
  run: RunRecord,
  sweep: SweepRecord | null,
  varying: readonly string[],
  { runsDir }: ServerDeps,
): string | null {
  if (!sweep) return null;
  const flat = flatten(run.definition.parameters);
  const parameters = Object.fromEntries(
    Object.entries(flat).filter(([name]) => varying.includes(name)),
  );
  return reproduceCommand({ file: projectPath(runsDir, sweep.file), parameters });
}

function toAttempt({ runId: _, process: __, outcome, ...attempt }: AttemptRecord): AttemptItem {
  return { ...attempt, outcome: outcomeText(outcome) };
}

function toMetric(summary: MetricSummary): MetricItem {
  return { ...summary, last: toWire(summary.last) };
}
