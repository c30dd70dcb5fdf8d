import type { Signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { ColumnList } from "../../../../src/api/columns.js";
import { runHref } from "../../address.js";
import { api } from "../../api-client.js";
import { navigate } from "../../app/router.js";
import { ChartArea } from "../../charts/chart-area.js";
import type { ChartContext, ChartLive } from "../../charts/context.js";
import { PAGE_ROWS, type RunSource } from "./run-source.js";
import type { RunsModel } from "./runs-model.js";
import { ALL_SWEEPS, formatSort, type RunsState, type Ticked } from "./runs-state.js";

export interface SweepChartsProps {
  model: RunsModel;
  state: RunsState;
  columns: ColumnList;
  change(part: Partial<RunsState>): void;
  hovered: Signal<string | null>;
}

/** The charts of what the table shows. */
export function SweepCharts({ model, state, columns, change, hovered }: SweepChartsProps) {
  const live = useMemo(() => liveOf(model), [model]);
  const sweep = model.sweep;
  const context: ChartContext = {
    sweep: model.sweepName === ALL_SWEEPS ? null : model.sweepName,
    where: state.where,
    sort: formatSort(state.sort),
    archived: state.archived,
    groupBy: state.groupBy,
    selected: idsOf(state.ticked),
    first: firstIds(model.source.value),
    firstNumber: sweep?.firstNumber ?? 1,
    judge: sweep ? { metric: sweep.metric.name, goal: sweep.metric.goal } : null,
    columns,
    api: api.charts,
    live,
    hovered,
    onOpen: (run) => navigate(runHref(run)),
    onFilter: (where) => change({ where }),
  };
  return (
    <ChartArea context={context} state={state.charts} onState={(charts) => change({ charts })} />
  );
}

/** Where all runs are ticked, the charts draw what they would draw without ticks. */
function idsOf(ticked: Ticked): readonly string[] {
  return ticked === "all" ? [] : ticked;
}

/** Those of the first page. */
function firstIds(source: RunSource | null): string[] {
  const rows = Array.from({ length: PAGE_ROWS }, (_, i) => source?.row(i)?.row.id);
  return rows.filter((id) => id !== undefined);
}

function liveOf(model: RunsModel): ChartLive {
  return {
    subscribe: (listener) =>
      model.onChange((run) => listener(run && { id: run.id, attempt: run.attempt })),
  };
}
