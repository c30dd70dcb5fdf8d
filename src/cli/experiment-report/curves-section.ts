import { goalOfMetric, type Metric } from "../../core/metric-goal.js";
import type { MetricPoint, MetricSummary, RunRecord } from "../../core/records.js";
import type { CurveChart } from "../../report/report.js";
import { bestValue } from "../../selection/best.js";
import { formatBest, formatMetric } from "../format/metric.js";
import { nameOf, type Source } from "./source.js";

const MOST_LINES = 8; // that can be told apart
const MOST_CHARTS = 4;
const BUCKETS = 100; // of a curve, two points each: as fine as the chart's pixels
const WITH = ["val_accuracy", "val_loss", "accuracy", "loss"]; // after the experiment's own metric, where there are such

/** The experiment's metric and a few others, of its best runs; where none has finished, of the first that have curves. */
export function curveCharts(source: Source): CurveChart[] {
  const { ranked, runs, sweep } = source;
  const chosen = (ranked.length > 0 ? ranked.map(({ run }) => run) : runs).slice(0, MOST_LINES);
  const left = (ranked.length > 0 ? ranked : runs).length - chosen.length;
  const summaries = source.store.summaries(chosen.map(({ id }) => id));
  return metricsOf(source, summaries)
    .flatMap((name) => {
      const metric = { name, goal: goalOfMetric(name, [sweep]) };
      const drawn = chosen.flatMap((run) => {
        const points = source.store.curveSampled(run.id, name, BUCKETS);
        return points.length > 1 ? [{ run, points }] : [];
      });
      return drawn.length === 0 ? [] : [chartOf(metric, drawn, { summaries, left })];
    })
    .slice(0, MOST_CHARTS);
}

type Summaries = ReadonlyMap<string, readonly MetricSummary[]>;

function metricsOf({ sweep }: Source, summaries: Summaries): string[] {
  const logged = new Set([...summaries.values()].flatMap((all) => all.map(({ name }) => name)));
  const others = [...logged].filter((name) => !WITH.includes(name)).sort();
  const known = WITH.filter((name) => logged.has(name));
  return [...new Set([sweep.metric.name, ...known, ...(known.length > 1 ? [] : others)])];
}

function chartOf(
  judge: Metric,
  drawn: readonly { run: RunRecord; points: readonly MetricPoint[] }[],
  { summaries, left }: { summaries: Summaries; left: number },
): CurveChart {
  const { name: metric, goal } = judge;
  const all = drawn.flatMap(({ points }) => points);
  const byEpoch = all.every(({ epoch }) => epoch !== null);
  const lines = drawn.map(({ run, points }) => {
    const reached = bestValue(summaries.get(run.id), judge);
    return {
      name: `${nameOf(run)}: ${formatBest(metric, reached?.value, undefined)}`,
      points: points.map(
        ({ step, epoch, value }) => [byEpoch ? (epoch ?? step) : step, value] as const,
      ),
    };
  });
  return {
    ...{ metric, goal, lines },
    xLabel: byEpoch ? "epoch" : "step",
    format: (value) => formatMetric(metric, value),
    note: left > 0 ? `The ${drawn.length} best runs; ${left} more are left out.` : null,
  };
}
