import type { Signal } from "@preact/signals";
import type { ColumnList } from "../../../src/api/columns.js";
import type { Curve } from "../../../src/api/curves.js";
import type { ImportanceReport } from "../../../src/api/importance.js";
import type { ValueColumns } from "../../../src/api/values.js";
import type { CurveRequest } from "./curves/curve-cache.js";
import type { Goal } from "./maths/pareto-front.js";

/** What the charts are about, and what they may ask of the page around them. */
export interface ChartContext {
  /** Null: all runs. */
  sweep: string | null;
  /** The runs table's filter and order, in the language of the server; "" for none. */
  where: string;
  sort: string;
  /** Which archived runs count. */
  archived: string;
  /** Fields that the table is grouped by. */
  groupBy: readonly string[];
  /** Ids of the runs that were ticked; curves are drawn of these alone where there are any. */
  selected: readonly string[];
  /** Ids of the first runs of the table, as far as it has read them: a chart of these need not ask first which they are. */
  first: readonly string[];
  /** Number of the sweep's first run: colours count from it. */
  firstNumber: number;
  /** What the sweep is judged by; null where nothing is known. */
  judge: { metric: string; goal: Goal } | null;
  columns: ColumnList;
  api: ChartApi;
  live: ChartLive;
  /** Id of the run that the pointer is at, here or in the table. */
  hovered: Signal<string | null>;
  /** Opens a run's page. */
  onOpen(run: string): void;
  /** Sets the runs table's filter. */
  onFilter(where: string): void;
}

/** All reject with an Error whose message is for people. */
export interface ChartApi {
  curves(request: CurveRequest): Promise<readonly Curve[]>;
  values(request: ValuesRequest): Promise<ValueColumns>;
  importance(request: ImportanceRequest): Promise<ImportanceReport>;
}

export interface ValuesRequest {
  sweep: string | null;
  where: string;
  sort: string;
  archived: string;
  fields: readonly string[];
  limit?: number;
}

export interface ImportanceRequest {
  sweep: string | null;
  where: string;
  archived: string;
  metric: string;
}

/** Tells of changes as the server sends them. */
export interface ChartLive {
  /** @returns a function that ends it. */
  subscribe(listener: (change: LiveChange) => void): () => void;
}

/** A run that changed, or null: more of them than are told one by one. */
export type LiveChange = { id: string; attempt: number } | null;
