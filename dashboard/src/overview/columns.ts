import type { RunRow } from "../../../src/api/runs.js";
import type { SweepItem } from "../../../src/api/sweeps.js";
import type { Sort } from "../address.js";
import { doneShare } from "../done-share.js";
import { formatDuration, formatMetric, formatValue } from "../format.js";
import { valueAt } from "../parameters.js";
import { durationAt, type LiveRow, type SweepModel } from "./sweep-model.js";

/** A column of the runs table that is plain text; `key` names it in the address. */
export interface Column {
  key: string;
  title: string;
  isNumeric: boolean;
  text(live: LiveRow, now: number): string;
  /** What the table is sorted by; null comes last in either direction. */
  rank(live: LiveRow, now: number): number | string | null;
}

/** The columns after name, state and progress. */
export function createColumns(sweep: SweepItem, model: SweepModel): Column[] {
  return [
    bestColumn(sweep),
    epochsColumn(model.rows),
    durationColumn,
    ...model.varying.map(parameterColumn),
  ];
}

/** Sorted copy; equal ones keep their order. */
export function sortRows(
  rows: readonly LiveRow[],
  sort: Sort | null,
  columns: readonly Pick<Column, "key" | "rank">[],
  now: number,
): LiveRow[] {
  const column = columns.find(({ key }) => key === sort?.column);
  if (!sort || !column) return [...rows];
  const direction = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => compare(column.rank(a, now), column.rank(b, now), direction));
}

/** How the columns that are more than text are sorted. */
export const SPECIAL_RANKS: Pick<Column, "key" | "rank">[] = [
  { key: "name", rank: ({ row }) => row.name },
  { key: "state", rank: ({ row }) => STATE_ORDER[row.state] },
  { key: "progress", rank: ({ row }) => doneShare(row) },
];

const STATE_ORDER: Record<RunRow["state"], number> = {
  running: 0,
  queued: 1,
  finished: 2,
  failed: 3,
  cancelled: 4,
};

function parameterColumn(name: string): Column {
  return {
    key: `parameters.${name}`,
    title: name,
    isNumeric: false,
    text: ({ row }) => formatValue(valueAt(row.parameters, name)),
    rank: ({ row }) => {
      const value = valueAt(row.parameters, name);
      return typeof value === "number" ? value : value === undefined ? null : formatValue(value);
    },
  };
}

function bestColumn({ metric }: SweepItem): Column {
  return {
    key: "best",
    title: `best ${metric.name}`,
    isNumeric: true,
    text: ({ row }) => formatMetric(metric.name, row.score?.best ?? row.score?.nonFinite ?? null),
    rank: ({ row }) => row.score?.best ?? null,
  };
}

/** The metric that judges is measured once an epoch by trainers that have a parameter `epochs`. */
function epochsColumn(rows: readonly LiveRow[]): Column {
  const hasEpochs = rows.some(({ row }) => typeof row.parameters.epochs === "number");
  return {
    key: "epochs",
    title: hasEpochs ? "epochs" : "evaluations",
    isNumeric: true,
    text: ({ row }) => {
      const done = row.score?.count ?? 0;
      const { epochs } = row.parameters;
      return typeof epochs === "number" ? `${done} / ${epochs}` : String(done);
    },
    rank: ({ row }) => row.score?.count ?? 0,
  };
}

const durationColumn: Column = {
  key: "duration",
  title: "duration",
  isNumeric: true,
  text: (live, now) => formatDuration(durationAt(live, now)),
  rank: (live, now) => durationAt(live, now),
};

function compare(a: number | string | null, b: number | string | null, direction: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === "number" && typeof b === "number") return direction * (a - b);
  return direction * String(a).localeCompare(String(b), "en", { numeric: true });
}
