import pc from "picocolors";
import { formatDuration } from "../format/duration.js";
import { formatMetric } from "../format/metric.js";
import { formatTable } from "../format/table.js";
import type { Board, BoardRow } from "./board.js";
import { runTimeLeft, sweepTimeLeft } from "./time-left.js";

const BAR_WIDTH = 16; // characters; six percent each
const MAX_ROWS = 20; // more would scroll the table out of a small terminal

/** The live table as text: a headline, the runs, the best so far. Pure: the same board and time give the same text. */
export function renderLiveTable(board: Board, now: number, startedAt: number): string {
  const rows = [...board.rows.values()];
  const shown = rows.length > MAX_ROWS ? mostInteresting(rows) : rows;
  const table = formatTable(
    ["run", "parameters", "state", "progress", board.metric?.name ?? "", "best", "left"],
    shown.map((row) => cellsOf(row, board, now)),
    { right: [4, 5, 6] },
  );
  const hidden = rows.length - shown.length;
  return [
    headline(board, rows, now, startedAt),
    "",
    table,
    ...(hidden > 0 ? [pc.dim(`… and ${hidden} more (npx sweep ls ${board.sweep?.name})`)] : []),
    "",
    bestLine(board),
  ].join("\n");
}

function headline(board: Board, rows: BoardRow[], now: number, startedAt: number): string {
  const finished = rows.filter(({ run }) => run.state === "finished").length;
  const left = sweepTimeLeft(board, now);
  const parts = [
    `${finished} of ${rows.length} runs finished`,
    `${board.concurrency} at once`,
    `${formatDuration(now - startedAt)} elapsed`,
  ];
  if (left !== null && finished < rows.length) parts.push(`about ${formatDuration(left)} left`);
  if (board.stopping === "drain") parts.push(pc.yellow("finishing; Ctrl-C again stops now"));
  if (board.stopping === "now") parts.push(pc.red("stopping"));
  return `${pc.bold(board.sweep?.name ?? "")}  ${parts.join(" · ")}`;
}

function cellsOf(row: BoardRow, board: Board, now: number): string[] {
  const metric = board.metric?.name ?? "";
  const left = runTimeLeft(row, now);
  const best = row.best === null ? "" : formatMetric(metric, row.best);
  return [
    row.run.id.slice(0, 8),
    row.run.name,
    stateOf(row),
    progressOf(row),
    row.current === null ? "" : formatMetric(metric, row.current),
    row === board.leader ? pc.green(best) : best,
    left === null ? "" : formatDuration(left),
  ];
}

function stateOf({ run, cached }: BoardRow): string {
  switch (run.state) {
    case "finished":
      return pc.green(cached ? "cached" : "finished");
    case "running":
      return pc.cyan(run.attempt > 1 ? `running (attempt ${run.attempt})` : "running");
    case "failed":
      return pc.red("failed");
    case "cancelled":
      return pc.yellow("cancelled");
    case "queued":
      return pc.dim("queued");
  }
}

function progressOf({ run, fraction, status }: BoardRow): string {
  if (run.state !== "running") return "";
  const full = Math.round(fraction * BAR_WIDTH);
  const bar = `${pc.cyan("█".repeat(full))}${pc.dim("░".repeat(BAR_WIDTH - full))}`;
  return `${bar} ${String(Math.floor(fraction * 100)).padStart(3)} %  ${status}`;
}

function bestLine(board: Board): string {
  const { leader, metric } = board;
  if (leader === null || metric === null || leader.best === null) return pc.dim("no result yet");
  const value = formatMetric(metric.name, leader.best);
  return `best so far: ${metric.name} ${pc.bold(value)}  ${leader.run.name}  ${pc.dim(leader.run.id.slice(0, 8))}`;
}

/** Running and failed runs first, then what is best: in the order of the sweep. */
function mostInteresting(rows: BoardRow[]): BoardRow[] {
  const rank = ({ run }: BoardRow) =>
    ({ running: 0, failed: 1, cancelled: 2, finished: 3, queued: 4 })[run.state];
  const chosen = new Set([...rows].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_ROWS));
  return rows.filter((row) => chosen.has(row));
}
