/** What the address of the runs page says. Pure; what it cannot read is left to us. */
import { parseChartState, writeChartState } from "../../charts/state/chart-query.js";
import type { ChartState } from "../../charts/state/chart-state.js";
import { defaultChartState } from "../../charts/state/chart-state.js";

export interface RunsState {
  /** Null: the newest sweep. */
  sweep: string | null;
  /** Filter in the query language; "" for none. */
  where: string;
  /** First counts most; empty: the experiment's order. */
  sort: SortKey[];
  /** Fields shown as columns, in this order; null: a choice of ours. */
  columns: string[] | null;
  /** Fields that runs are grouped by. */
  groupBy: string[];
  archived: Archived;
  ticked: Ticked;
  charts: ChartState;
}

export interface SortKey {
  field: string;
  descending: boolean;
}

export const ARCHIVED_CHOICES = ["without", "with", "only"] as const;
export type Archived = (typeof ARCHIVED_CHOICES)[number];

/** Ids of the ticked runs, or all that match the filter. */
export type Ticked = readonly string[] | "all";

/** Stands in the address for the runs of every sweep. */
export const ALL_SWEEPS = "*";

export function parseRunsState(url: URL): RunsState | null {
  if (url.pathname !== "/") return null;
  const query = url.searchParams;
  const archived = query.get("archived");
  return {
    sweep: query.get("sweep"),
    where: query.get("where") ?? "",
    sort: list(query.get("sort")).map(parseSortKey),
    columns: query.has("cols") ? list(query.get("cols")) : null,
    groupBy: list(query.get("group")),
    archived: ARCHIVED_CHOICES.find((choice) => choice === archived) ?? "without",
    ticked: query.get("runs") === "all" ? "all" : list(query.get("runs")),
    charts: parseChartState(query),
  };
}

export function formatRunsState(state: RunsState): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string) => {
    if (value !== "") query.set(name, value);
  };
  set("sweep", state.sweep ?? "");
  set("where", state.where);
  set("sort", formatSort(state.sort));
  if (state.columns) query.set("cols", state.columns.join(","));
  set("group", state.groupBy.join(","));
  if (state.archived !== "without") set("archived", state.archived);
  set("runs", state.ticked === "all" ? "all" : state.ticked.join(","));
  writeChartState(state.charts, query);
  return query.size === 0 ? "/" : `/?${query}`;
}

/** As the server takes it: `-val_accuracy,optimizer`. */
export function formatSort(sort: readonly SortKey[]): string {
  return sort.map(({ field, descending }) => `${descending ? "-" : ""}${field}`).join(",");
}

/** The runs of a sweep with everything else left to us. */
export function runsOf(sweep: string | null): RunsState {
  return {
    sweep,
    where: "",
    sort: [],
    columns: null,
    groupBy: [],
    archived: "without",
    ticked: [],
    charts: defaultChartState(),
  };
}

function parseSortKey(text: string): SortKey {
  return text.startsWith("-")
    ? { field: text.slice(1), descending: true }
    : { field: text, descending: false };
}

/** Fields with a comma in their name stand in backquotes. */
function list(text: string | null): string[] {
  return text?.match(/(`[^`]*`|[^,`])+/g) ?? [];
}
