import type { Colours } from "../format/colours.js";
import { formatDuration } from "../format/duration.js";
import type { Look } from "../format/look.js";
import { formatMetric } from "../format/metric.js";
import { type Column, formatTable } from "../format/table.js";
import type { Board, BoardRow } from "./board.js";
import { runTimeLeft, sweepTimeLeft } from "./time-left.js";

const BAR_WIDTH = 16; // characters; six percent each
const MAX_ROWS = 20; // more would scroll the table out of a small terminal

/** The live table as text: a headline, the runs, the best so far. Pure: the same board and look give the same text. */
export function renderLiveTable(board: Board, startedAt: number, look: Look): string {
  const rows = [...board.rows.values()];
  const shown = rows.length > MAX_ROWS ? mostInteresting(rows) : rows;
  const hidden = rows.length - shown.length;
  return [
    headline(board, rows, startedAt, look),
    "",
    formatTable(
      columnsOf(board),
      shown.map((row) => cellsOf(row, board, look)),
      look,
    ).trimEnd(),
    ...(hidden > 0
      ? [look.colours.dim(`… and ${hidden} more: sweep ls ${board.sweep?.name}`)]
      : []),
    "",
    bestLine(board, look),
  ].join("\n");
}

function columnsOf(board: Board): Column[] {
  return [
    { title: "RUN" },
    { title: "PARAMETERS", flexible: true },
    { title: "STATE" },
    { title: "PROGRESS" },
    { title: board.metric?.name ?? "", align: "right" },
    { title: "BEST", align: "right" },
    { title: "LEFT", align: "right" },
  ];
}

function headline(board: Board, rows: BoardRow[], startedAt: number, look: Look): string {
  const { colours, now } = look;
  const finished = rows.filter(({ run }) => run.state === "finished").length;
  const left = sweepTimeLeft(board, now);
  const parts = [
    `${finished} of ${rows.length} runs finished`,
    `${board.concurrency} at once`,
    `${formatDuration(now - startedAt)} elapsed`,
  ];
  if (left !== null && finished < rows.length) parts.push(`about ${formatDuration(left)} left`);
  if (board.stopping === "drain") parts.push(colours.yellow("finishing; Ctrl-C again stops now"));
  if (board.stopping === "now") parts.push(colours.red("stopping"));
  return `${colours.bold(board.sweep?.name ?? "")}  ${parts.join(" · ")}`;
}

function cellsOf(row: BoardRow, board: Board, { colours, now }: Look): string[] {
  const metric = board.metric?.name ?? "";
  const left = runTimeLeft(row, now);
  const best = row.best === null ? "" : formatMetric(metric, row.best);
  return [
    row.run.id.slice(0, 8),
    row.run.name,
    stateOf(row, colours),
    progressOf(row, colours),
    row.current === null ? "" : formatMetric(metric, row.current),
    row === board.leader ? colours.green(best) : best,
    left === null ? "" : formatDuration(left),
  ];
}

function stateOf({ run, cached }: BoardRow, colours: Colours): string {
  switch (run.state) {
    case "finished":
      return colours.green(cached ? "cached" : "finished");
    case "running":
      return colours.cyan(run.attempt > 1 ? `running (attempt ${run.attempt})` : "running");
    case "failed":
      return colours.red("failed");
    case "cancelled":
      return colours.yellow("cancelled");
    case "queued":
      return colours.dim("queued");
  }
}

function progressOf({ run, fraction, status }: BoardRow, colours: Colours): string {
  if (run.state !== "running") return "";
  const full = Math.round(fraction * BAR_WIDTH);
  const bar = `${colours.cyan("█".repeat(full))}${colours.dim("░".repeat(BAR_WIDTH - full))}`;
  return `${bar} ${String(Math.floor(fraction * 100)).padStart(3)} %  ${status}`;
}

function bestLine(board: Board, { colours }: Look): string {
  const { leader, metric } = board;
  if (leader === null || metric === null || leader.best === null)
    return colours.dim("no result yet");
  const value = formatMetric(metric.name, leader.best);
  const id = colours.dim(leader.run.id.slice(0, 8));
  return `best so far: ${metric.name} ${colours.bold(value)}  ${leader.run.name}  ${id}`;
}

/** Running and failed runs first, then what is best: in the order of the sweep. */
function mostInteresting(rows: BoardRow[]): BoardRow[] {
  const rank = ({ run }: BoardRow) =>
    ({ running: 0, failed: 1, cancelled: 2, finished: 3, queued: 4 })[run.state];
  const chosen = new Set([...rows].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_ROWS));
  return rows.filter((row) => chosen.has(row));
}
