import type { Metric } from "../../core/metric-goal.js";
import type { RankedRun } from "../../selection/best.js";
import type { Confidence } from "../../selection/confidence.js";
import { ACCURACY_METRIC } from "../../selection/validation-score.js";
import { formatPValue } from "../../selection/verdict/phrases.js";
import type { Look } from "./look.js";
import { formatMetric } from "./metric.js";
import { formatCount } from "./number.js";
import { formatInterval, formatPercent } from "./percent.js";
import { durationCell, NOTHING, whenCell } from "./run-cells.js";
import { type Column, formatTable } from "./table.js";

export interface RankingOptions extends Look {
  metric: Metric;
  /** Its id is marked with `*`. */
  champion: string | null;
}

/**
 * The table of `best`. The accuracy of the predictions that the runs kept has a column of its own unless it is the metric's
 * best value anyway, as it is where a trainer keeps the model of its best step.
 */
export function formatRanking(
  ranking: readonly (RankedRun & Confidence)[],
  options: RankingOptions,
): string {
  const { metric, champion, now } = options;
  const apart = ranking.some((entry) => !isMetricsBest(entry, metric));
  const columns: Column[] = [
    { title: "#", align: "right" },
    { title: "ID" },
    { title: "NAME", flexible: true },
    { title: metric.name, align: "right" },
    { title: "STEP", align: "right" },
    ...(apart ? [{ title: "KEPT ACCURACY", align: "right" } as const] : []),
    { title: "95 % INTERVAL", align: "right" },
    { title: "VS BEST, CORRECTED", align: "right" },
    { title: "TOOK", align: "right" },
    { title: "WHEN", align: "right" },
  ];
  const rows = ranking.map(({ rank, run, value, step, score, versusBest }) => [
    String(rank),
    run.id === champion ? `${run.id} *` : run.id,
    run.name || NOTHING,
    formatMetric(metric.name, value),
    step === null ? NOTHING : formatCount(step),
    ...(apart ? [score ? formatPercent(score.accuracy) : NOTHING] : []),
    score ? formatInterval(score) : NOTHING,
    versusBest ? formatPValue(versusBest.corrected) : NOTHING,
    durationCell(run, now),
    whenCell(run, now),
  ]);
  return formatTable(columns, rows, options);
}

/** True also where there are no predictions that could say something else. */
function isMetricsBest({ score, value }: RankedRun & Confidence, { name }: Metric): boolean {
  if (!score) return true;
  return name === ACCURACY_METRIC && formatPercent(value) === formatPercent(score.accuracy);
}
