import type { OutcomeText, RunRow, Score } from "../api/runs.js";
import type { Metric } from "../core/metric-goal.js";
import { toWire } from "../core/metric-value.js";
import { describeOutcome, type Outcome } from "../core/outcome.js";
import type { MetricSummary, RunRecord, SweepRecord } from "../core/records.js";
import type { ServerDeps } from "./deps.js";

type Deps = Pick<ServerDeps, "store" | "now">;

/** A run's row, scored by `sweep`'s metric, or where it is null by that of the first sweep that contains the run. */
export function toRunRow(run: RunRecord, sweep: SweepRecord | null, { store, now }: Deps): RunRow {
  const sweeps = store.sweepsOf(run.id);
  const judge = sweep ?? (sweeps[0] === undefined ? null : store.findSweep(sweeps[0]));
  const metrics = store.summaries([run.id]).get(run.id) ?? [];
  return {
    ...columns(run, now()),
    sweeps,
    score: judge && scoreOf(judge.metric, metrics),
    metrics: Object.fromEntries(metrics.map(({ name, last }) => [name, toWire(last)])),
    champion: run.id === store.resolveAlias("champion"),
  };
}

export function outcomeText(outcome: Outcome | null): OutcomeText | null {
  return outcome && { type: outcome.type, text: describeOutcome(outcome) };
}

function columns(run: RunRecord, now: number) {
  const { backend } = run.summary;
  return {
    id: run.id,
    name: run.name,
    parameters: run.definition.parameters,
    seed: run.definition.seed,
    repeat: run.definition.repeat,
    state: run.state,
    outcome: outcomeText(run.outcome),
    attempt: run.attempt,
    progress: run.progress,
    backend: typeof backend === "string" ? backend : null,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    durationMs: run.startedAt === null ? null : (run.endedAt ?? now) - run.startedAt,
    revision: run.revision,
  };
}

function scoreOf(metric: Metric, metrics: readonly MetricSummary[]): Score | null {
  const summary = metrics.find(({ name }) => name === metric.name);
  if (!summary) return null;
  const highest = metric.goal === "maximize";
  return {
    metric: metric.name,
    goal: metric.goal,
    best: highest ? summary.max : summary.min,
    bestStep: highest ? summary.maxStep : summary.minStep,
    last: toWire(summary.last),
    count: summary.count,
    nonFinite: summary.nonFinite,
  };
}
