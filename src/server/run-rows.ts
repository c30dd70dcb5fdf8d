import type { MetricValues, OutcomeText, RunRow, Score } from "../api/runs.js";
import { bestOf } from "../core/best-value.js";
import { goalOfMetric, type Metric } from "../core/metric-goal.js";
import { toWire } from "../core/metric-value.js";
import { describeOutcome, type Outcome } from "../core/outcome.js";
import type { MetricSummary, RunRecord, SweepRecord } from "../core/records.js";
import { activeMs } from "../core/run-time.js";
import { attendances } from "../selection/lost-runs.js";
import type { ServerDeps } from "./deps.js";

type Deps = Pick<ServerDeps, "store" | "now" | "liveness">;

/** Rows of runs, scored by `sweep`'s metric, or where it is null each by that of the first sweep that contains it. */
export function toRunRows(
  runs: readonly RunRecord[],
  sweep: SweepRecord | null,
  { store, now, liveness }: Deps,
): RunRow[] {
  const summaries = store.summaries(runs.map(({ id }) => id));
  const champion = store.resolveAlias("champion");
  const known = store.listSweeps();
  const found = attendances(store, runs, { liveness, now: now() }, known);
  return runs.map((run) => {
    const sweeps = store.sweepsOf(run.id);
    const judge = sweep ?? known.find(({ name }) => name === sweeps[0]) ?? null;
    const metrics = summaries.get(run.id) ?? [];
    const judges = judge ? [judge, ...known] : known;
    const lost = found.get(run.id) === "lost";
    return {
      ...columns(run),
      durationMs: activeMs({ ...run, lost }, now()),
      sweeps,
      lost,
      unattended: found.get(run.id) === "unattended",
      score: judge && scoreOf(judge.metric, metrics),
      metrics: Object.fromEntries(metrics.map((each) => [each.name, valuesOf(each, judges)])),
      champion: run.id === champion,
    };
  });
}

export function toRunRow(run: RunRecord, sweep: SweepRecord | null, deps: Deps): RunRow {
  return toRunRows([run], sweep, deps)[0] as RunRow; // a row for each run
}

export function outcomeText(outcome: Outcome | null): OutcomeText | null {
  return outcome && { type: outcome.type, text: describeOutcome(outcome) };
}

function columns(run: RunRecord) {
  const { backend } = run.summary;
  return {
    number: run.number,
    id: run.id,
    name: run.name,
    parameters: run.definition.parameters,
    seed: run.definition.seed,
    repeat: run.definition.repeat,
    fold: run.definition.fold,
    variant: run.variant,
    ...run.annotations,
    state: run.state,
    pausedAt: run.state === "running" ? run.pausedAt : null,
    outcome: outcomeText(run.outcome),
    attempt: run.attempt,
    progress: run.progress,
    backend: typeof backend === "string" ? backend : null,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    revision: run.revision,
  };
}

function valuesOf(summary: MetricSummary, judges: readonly { metric: Metric }[]): MetricValues {
  const { name, last, min, max, count } = summary;
  const best = bestOf(summary, goalOfMetric(name, judges));
  return { best: best?.value ?? null, last: toWire(last), min, max, count };
}

function scoreOf(metric: Metric, metrics: readonly MetricSummary[]): Score | null {
  const summary = metrics.find(({ name }) => name === metric.name);
  if (!summary) return null;
  const best = bestOf(summary, metric.goal);
  return {
    metric: metric.name,
    goal: metric.goal,
    best: best?.value ?? null,
    bestStep: best?.step ?? null,
    last: toWire(summary.last),
    count: summary.count,
    nonFinite: summary.nonFinite,
  };
}
