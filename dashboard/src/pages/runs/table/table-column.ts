import type { ColumnList, MetricColumn, ParameterColumn } from "../../../../../src/api/columns.js";
import type { SweepItem } from "../../../../../src/api/sweeps.js";
import {
  exactValue,
  foldWords,
  formatDuration,
  formatMetric,
  formatTime,
  formatValue,
  plainMessage,
} from "../../../format.js";
import { durationAt, type LiveRow } from "../../../live-row.js";
import { valueAt } from "../../../parameters.js";

/** A column of the runs table. */
export interface TableColumn {
  /** How address and query language name it. */
  field: string;
  title: string;
  /** Under which heading the column chooser lists it. */
  group: "run" | "parameters" | "metrics";
  isNumeric: boolean;
  /** rem; fixed, so that nothing moves while rows come and go. */
  width: number;
  /** Null: the server cannot sort by it. */
  sort: { field: string; descendingFirst: boolean } | null;
  content: CellContent;
}

export type CellContent =
  /** `title`: the value in full, where the text may be shorter. */
  | { kind: "text"; text(live: LiveRow, now: number): string; title?(live: LiveRow): string }
  /** `share`: where the value lies between the worst and the best of all runs, 0 to 1; null where it has none. */
  | { kind: "metric"; text(live: LiveRow): string; share(live: LiveRow): number | null }
  | { kind: "state" | "progress" | "tags" | "note" | "id" };

export const METRIC_VALUES = ["best", "last", "min", "max"] as const;
export type MetricValue = (typeof METRIC_VALUES)[number];

/** All columns that there are, in the order in which a chooser shows them. */
export function allColumns(list: ColumnList): TableColumn[] {
  return [
    ...RUN_COLUMNS,
    ...list.metrics.flatMap((metric) => METRIC_VALUES.map((value) => metricColumn(metric, value))),
    ...list.parameters.map(parameterColumn),
  ];
}

/** What is shown where nobody has chosen: how good it is (first, to be seen on a telephone, too), how it stands, and what tells the runs apart. */
export function defaultFields(list: ColumnList, judge: SweepItem["metric"] | null): string[] {
  const judged = list.metrics.find(({ name }) => name === judge?.name);
  return [
    ...(judged ? [judged.field] : list.metrics.slice(0, 1).map(({ field }) => field)),
    ...["state", "progress", "duration"],
    ...(list.folded ? ["fold"] : []),
    ...list.parameters
      .filter(({ varies }) => varies)
      .slice(0, MOST_PARAMETERS)
      .map(({ field }) => field),
    ...(list.tags.length > 0 ? ["tags"] : []),
    "id",
  ];
}

const MOST_PARAMETERS = 8; // more do not fit beside the rest; the chooser has them all

const RUN_COLUMNS: TableColumn[] = [
  special("state", 7.2, { sort: "state" }),
  special("progress", 9.6, {}),
  textColumn("duration", 5.8, true, (live, now) => formatDuration(durationAt(live, now))),
  textColumn("started", 11.2, true, ({ row }) => formatTime(row.startedAt)),
  textColumn("ended", 11.2, true, ({ row }) => formatTime(row.endedAt)),
  textColumn("created", 11.2, true, ({ row }) => formatTime(row.createdAt)),
  special("tags", 11, {}),
  special("note", 14, { sort: "note" }),
  textColumn("outcome", 12, false, ({ row }) => plainMessage(row.outcome?.text ?? "")),
  textColumn("sweep", 9, false, ({ row }) => row.sweeps.join(", ")),
  textColumn("backend", 6.5, false, ({ row }) => row.backend ?? "–"),
  textColumn("seed", 6, true, ({ row }) => String(row.seed)),
  textColumn("repeat", 5, true, ({ row }) => String(row.repeat)),
  textColumn("fold", 5, true, ({ row }) => (row.fold ? foldWords(row.fold) : "–")),
  textColumn("attempt", 5.5, true, ({ row }) => String(row.attempt)),
  special("id", 8.6, { sort: "id" }),
];

function special(
  field: "state" | "progress" | "tags" | "note" | "id",
  width: number,
  { sort }: { sort?: string },
): TableColumn {
  const order = sort === undefined ? null : { field: sort, descendingFirst: false };
  const content = { kind: field };
  return { field, title: field, group: "run", isNumeric: false, width, sort: order, content };
}

function textColumn(
  field: string,
  width: number,
  isNumeric: boolean,
  text: (live: LiveRow, now: number) => string,
): TableColumn {
  const sort = { field, descendingFirst: isNumeric };
  return {
    field,
    title: field,
    group: "run",
    isNumeric,
    width,
    sort,
    content: { kind: "text", text },
  };
}

function parameterColumn({ name, field, types }: ParameterColumn): TableColumn {
  const isNumeric = types.every((type) => type === "number");
  return {
    field,
    title: name,
    group: "parameters",
    isNumeric,
    width: Math.min(14, Math.max(6.2, 2.6 + name.length * 0.55)),
    sort: { field, descendingFirst: false },
    content: {
      kind: "text",
      text: ({ row }) => formatValue(valueAt(row.parameters, name)),
      title: ({ row }) => exactValue(valueAt(row.parameters, name)),
    },
  };
}

function metricColumn(metric: MetricColumn, value: MetricValue): TableColumn {
  const { name, goal } = metric;
  const title = value === "best" ? name : `${name} ${value}`;
  const field = value === "best" ? metric.field : `${metric.field}.${value}`;
  const number = ({ row }: LiveRow) => row.metrics[name]?.[value] ?? null;
  return {
    field,
    title,
    group: "metrics",
    isNumeric: true,
    width: Math.min(14, Math.max(6.6, 2.8 + title.length * 0.55)),
    sort: { field, descendingFirst: goal === "maximize" },
    content: {
      kind: "metric",
      text: (live) => formatMetric(name, number(live)),
      share: (live) => shareOf(number(live), metric),
    },
  };
}

function shareOf(value: number | string | null, { min, max, goal }: MetricColumn): number | null {
  if (typeof value !== "number" || min === null || max === null || min === max) return null;
  const share = Math.min(1, Math.max(0, (value - min) / (max - min)));
  return goal === "maximize" ? share : 1 - share;
}
