import { LOST, UNATTENDED } from "../../core/lost-run.js";
import type { Look } from "./look.js";
import { bestCell, durationCell, NOTHING, progressCell, stateCell, whenCell } from "./run-cells.js";
import type { RunView } from "./run-view.js";
import { type Column, formatTable } from "./table.js";

export interface RunTableOptions extends Look {
  /** Runs of one experiment share the metric, which is then the column's title; runs of several name experiment and metric. */
  metricName: string | null;
}

/** The table of `ls`; the champion's id is marked with `*`, which a line below explains. */
export function formatRunTable(runs: readonly RunView[], options: RunTableOptions): string {
  const { metricName } = options;
  const mixed = metricName === null;
  const columns: Column[] = [
    { title: "ID" },
    ...(mixed ? [{ title: "EXPERIMENT" }] : []),
    { title: "NAME", flexible: true },
    { title: "STATE" },
    { title: metricName ?? "BEST", align: "right" },
    { title: "PROGRESS", align: "right" },
    { title: "TOOK", align: "right" },
    { title: "WHEN", align: "right" },
  ];
  const rows = runs.map((run) => cells(run, mixed, options));
  const unattended = runs.filter((run) => run.unattended).map(({ id }) => id);
  const footer = [
    ...(runs.some((run) => run.champion) ? ["* champion"] : []),
    ...(runs.some((run) => run.lost) ? [`lost: ${LOST}`] : []),
    ...(unattended.length > 0 ? [`running ${UNATTENDED}: ${unattended.join(", ")}`] : []),
  ];
  const lines = footer.length > 0 ? `\n${footer.join("\n")}\n` : "";
  return formatTable(columns, rows, options) + lines;
}

function cells(run: RunView, mixed: boolean, { colours, now }: RunTableOptions): string[] {
  const best = bestCell(run);
  return [
    run.champion ? `${run.id} *` : run.id,
    ...(mixed ? [run.sweeps.join(", ") || NOTHING] : []),
    run.name || NOTHING,
    stateCell(run, colours),
    mixed && run.metric && best !== NOTHING ? `${run.metric.name} ${best}` : best,
    progressCell(run),
    durationCell(run, now),
    whenCell(run, now),
  ];
}
