import { stripVTControlCharacters } from "node:util";
import type { Colours } from "../format/colours.js";
import { formatDuration } from "../format/duration.js";
import type { Look } from "../format/look.js";
import { formatMetric } from "../format/metric.js";
import { type Column, formatTable } from "../format/table.js";
import type { Board, BoardRow } from "./board.js";
import { runTimeLeft, sweepTimeLeft } from "./time-left.js";

const MAX_ROWS = 20; // more would scroll the table out of a small terminal
const READABLE_NAME = 24; // characters that tell most runs apart: two or three parameters

/** What gives way so that the parameters stay readable. */
interface Layout {
  /** Characters of the progress bar; 0: only its percentage. */
  bar: number;
  status: boolean;
  /** Short words for the metric and the attempt. */
  terse: boolean;
}

/** From the most to the least that a row says. */
const LAYOUTS: readonly Layout[] = [
  { bar: 16, status: true, terse: false },
  { bar: 16, status: false, terse: false },
  { bar: 8, status: false, terse: false },
  { bar: 8, status: false, terse: true },
];
const NARROWEST: Layout = { bar: 0, status: false, terse: true };

/** The live table as text: a headline, the runs, the best so far. Pure: the same board and look give the same text. */
export function renderLiveTable(board: Board, startedAt: number, look: Look): string {
  const rows = [...board.rows.values()];
  const shown = rows.length > MAX_ROWS ? mostInteresting(rows) : rows;
  const hidden = rows.length - shown.length;
  return [
    headline(board, rows, startedAt, look),
    "",
    runTable(board, shown, look),
    ...(hidden > 0
      ? [oneLine(look.colours.dim(`… and ${hidden} more: sweep ls ${board.sweep?.name}`), look)]
      : []),
    "",
    bestLine(board, look),
  ].join("\n");
}

function runTable(board: Board, rows: BoardRow[], look: Look): string {
  const layout = LAYOUTS.find((layout) => fits(board, rows, look, layout)) ?? NARROWEST;
  const cells = rows.map((row) => cellsOf(row, board, look, layout));
  return formatTable(columnsOf(board, layout), cells, look).trimEnd();
}

/** True where the terminal has room for the table with names of a readable length. */
function fits(board: Board, rows: BoardRow[], look: Look, layout: Layout): boolean {
  const { width } = look;
  if (width === undefined) return true;
  const cells = rows.map((row) => {
    const [id = "", name = "", ...rest] = cellsOf(row, board, look, layout);
    return [id, name.slice(0, READABLE_NAME), ...rest];
  });
  const table = formatTable(columnsOf(board, layout), cells, { ...look, width: undefined });
  return stripVTControlCharacters(table)
    .split("\n")
    .every((line) => line.length <= width);
}

function columnsOf(board: Board, { bar, terse }: Layout): Column[] {
  return [
    { title: "RUN" },
    { title: "PARAMETERS", flexible: true },
    { title: "STATE" },
    { title: bar > 0 ? "PROGRESS" : "DONE" },
    { title: terse ? "NOW" : (board.metric?.name ?? ""), align: "right" },
    { title: "BEST", align: "right" },
    { title: "LEFT", align: "right" },
  ];
}

function headline(board: Board, rows: BoardRow[], startedAt: number, look: Look): string {
  const { colours, now } = look;
  const finished = rows.filter(({ run }) => run.state === "finished").length;
  const left = sweepTimeLeft(board, now);
  const parts = [`${finished} of ${rows.length} runs finished`];
  if (board.stopping === "drain") parts.push(colours.yellow("finishing; Ctrl-C again stops now"));
  if (board.stopping === "now") parts.push(colours.red("stopping"));
  if (board.isPaused) parts.push(colours.yellow(`paused; sweep resume ${board.sweep?.name}`));
  parts.push(`${board.concurrency} at once`, `${formatDuration(now - startedAt)} elapsed`);
  if (left !== null && finished < rows.length) parts.push(`about ${formatDuration(left)} left`);
  return oneLine(`${colours.bold(board.sweep?.name ?? "")}  ${parts.join(" · ")}`, look);
}

/** Cut to the terminal's width. */
function oneLine(text: string, look: Look): string {
  return formatTable([{ title: "", flexible: true }], [[text]], look).trimEnd();
}

function cellsOf(row: BoardRow, board: Board, { colours, now }: Look, layout: Layout): string[] {
  const metric = board.metric?.name ?? "";
  const left = runTimeLeft(row, now);
  const best = row.best === null ? "" : formatMetric(metric, row.best);
  return [
    row.run.id.slice(0, 8),
    row.run.name,
    stateOf(row, colours, layout),
    progressOf(row, colours, layout),
    row.current === null ? "" : formatMetric(metric, row.current),
    row === board.leader ? colours.green(best) : best,
    left === null ? "" : formatDuration(left),
  ];
}

function stateOf({ run, cached }: BoardRow, colours: Colours, { terse }: Layout): string {
  switch (run.state) {
    case "finished":
      return colours.green(cached ? "cached" : "finished");
    case "running":
      if (run.pausedAt !== null) return colours.yellow("paused");
      if (run.attempt <= 1) return colours.cyan("running");
      return colours.cyan(terse ? `attempt ${run.attempt}` : `running (attempt ${run.attempt})`);
    case "failed":
      return colours.red("failed");
    case "cancelled":
      return colours.yellow("cancelled");
    case "queued":
      return colours.dim("queued");
  }
}

function progressOf({ run, fraction, status }: BoardRow, colours: Colours, layout: Layout): string {
  if (run.state !== "running") return "";
  const full = Math.round(fraction * layout.bar);
  const bar = `${colours.cyan("█".repeat(full))}${colours.dim("░".repeat(layout.bar - full))}`;
  const percent = `${String(Math.floor(fraction * 100)).padStart(3)} %`;
  return [layout.bar > 0 ? `${bar} ${percent}` : percent, layout.status ? status : ""]
    .filter((part) => part !== "")
    .join("  ");
}

/** The run's name gives way to the terminal's width. */
function bestLine(board: Board, look: Look): string {
  const { leader, metric } = board;
  const { colours } = look;
  if (leader === null || metric === null || leader.best === null)
    return colours.dim("no result yet");
  const value = colours.bold(formatMetric(metric.name, leader.best));
  const id = colours.dim(leader.run.id.slice(0, 8));
  const columns = [{ title: "" }, { title: "", flexible: true }, { title: "" }];
  const cells = [`best so far: ${metric.name} ${value}`, leader.run.name, id];
  return formatTable(columns, [cells], look).trimEnd();
}

/** Running and failed runs first, then what is best: in the order of the sweep. */
function mostInteresting(rows: BoardRow[]): BoardRow[] {
  const rank = ({ run }: BoardRow) =>
    ({ running: 0, failed: 1, cancelled: 2, finished: 3, queued: 4 })[run.state];
  const chosen = new Set([...rows].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_ROWS));
  return rows.filter((row) => chosen.has(row));
}
