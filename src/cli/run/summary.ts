import { rankRuns } from "../../selection/best.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatDuration } from "../format/duration.js";
import { lookOf } from "../format/look.js";
import { formatMetric } from "../format/metric.js";
import { printLine } from "../format/print.js";
import { formatTable } from "../format/table.js";
import type { RunOutcome } from "./run-experiment.js";

/** After a sweep: the ranking, what was not finished, and what to do next. */
export function printSummary(
  context: CliContext,
  store: Store,
  { sweep, result }: RunOutcome,
  file: string,
): void {
  const { stdout } = context;
  const ranking = rankRuns(store, sweep);
  const { name: metric } = sweep.metric;
  const counts = Object.entries(result).filter(([, count]) => count > 0);
  printLine(stdout);
  printLine(
    stdout,
    `${sweep.name}: ${counts.map(([what, n]) => `${n} ${what}`).join(", ") || "no runs"}`,
  );
  const rows = ranking.map(({ run, value }) => [
    run.id,
    run.name,
    formatMetric(metric, value),
    run.startedAt !== null && run.endedAt !== null
      ? formatDuration(run.endedAt - run.startedAt)
      : "",
  ]);
  const columns = [
    { title: "RUN" },
    { title: "PARAMETERS", flexible: true },
    { title: `BEST ${metric}`, align: "right" as const },
    { title: "TOOK", align: "right" as const },
  ];
  if (rows.length > 0) stdout.write(`\n${formatTable(columns, rows, lookOf(context))}`);
  printLine(stdout);
  for (const line of nextSteps(result, ranking[0]?.run.id, file)) printLine(stdout, line);
}

function nextSteps(
  result: RunOutcome["result"],
  bestId: string | undefined,
  file: string,
): string[] {
  const steps: string[] = [];
  if (result.queued + result.cancelled + result.failed > 0) {
    steps.push(`To go on:  npx sweep run ${file}   (finished runs are kept)`);
  }
  if (bestId !== undefined) {
    steps.push(`Compare:   npx sweep dashboard`);
    steps.push(`Choose:    npx sweep promote ${bestId}`);
    steps.push(`Submit:    npx sweep submit champion`);
  }
  return steps;
}
