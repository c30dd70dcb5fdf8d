import { useMemo } from "preact/hooks";
import type { ChartContext } from "../context.js";
import { ChartFrame } from "../frame/chart-frame.js";
import { Choice, Controls, FieldSelect, Toggle } from "../frame/controls.js";
import { PlotView } from "../frame/plot-view.js";
import { improvements } from "../maths/best-so-far.js";
import type { Goal } from "../maths/pareto-front.js";
import { plotColours } from "../plot/plot-colours.js";
import { positionAxis } from "../plot/position-axis.js";
import { recordLayer } from "../scatter/record-layer.js";
import type { ChartState } from "../state/chart-state.js";
import { type Column, toColumn } from "../table/column.js";
import { fieldOptions, goalOf, judgeField } from "../table/field-options.js";
import type { RunTable } from "../table/run-table.js";
import { useRunTable } from "../table/use-run-table.js";
import { dotEmphasis, dotsContent, dotsOf, dotsTable } from "./dots-content.js";
import { NOTHING_DRAWN } from "./nothing-drawn.js";
import type { PanelProps } from "./panel-props.js";
import { fileNameOf, subtitleOf } from "./subtitle.js";
import { tableStatus } from "./table-status.js";
import { useHovered } from "./use-hovered.js";
import { axisOf, withScale } from "./use-plane.js";
import { usePlotFrame } from "./use-plot-frame.js";
import { useScheme } from "./use-scheme.js";
import { useVarying } from "./use-varying.js";

/** What the best known result was as runs ended: is more searching worth it? */
export function BestPanel({ context, state, onState }: PanelProps) {
  const field = state.metric ?? judgeField(context.columns, context.judge) ?? "duration";
  const goal = goalOf(context.columns, field) ?? "maximize";
  const runs = useRunTable(context, { fields: [field, "ended", "started"] });
  const { bestZoom: zoom } = state;
  const scheme = useScheme();
  const drawn = useMemo(
    () => (runs.value ? draw(runs.value, { field, goal, state }) : null),
    [runs.value, field, goal, state.over, state.scales, scheme],
  );
  const told = [field];
  const varying = useVarying(context, told);
  const content = useMemo(
    () => (drawn ? dotsContent({ ...drawn, zoom, told, moreOf: varying.moreOf }) : NOTHING_DRAWN),
    [drawn, zoom, told.join()],
  );
  const title = `Best ${field} so far, over ${state.over === "time" ? "time" : "runs"}`;
  const colours = plotColours();
  const frame = usePlotFrame({
    title,
    subtitle: subtitleOf(context),
    zoom,
    onZoom: (bestZoom) => onState({ ...state, bestZoom }),
    legend: () => [
      { name: "best so far", colour: colours.series[0] ?? colours.accent },
      { name: "other runs", colour: colours.muted },
    ],
  });
  useHovered(context.hovered, content, (run) =>
    frame.plot.current?.emphasise(drawn ? dotEmphasis(drawn.table, drawn.dots, run) : null),
  );
  return (
    <ChartFrame
      title={title}
      fileName={fileNameOf(context, "best", field)}
      status={tableStatus(
        context,
        runs,
        drawn !== null,
        drawn?.dots.length ?? 0,
        `No run has a value of ${field} yet.`,
      )}
      table={() => (drawn ? withRecord(drawn) : { columns: [], rows: [] })}
      picture={frame.picture}
      zoom={frame.zoom}
      controls={<BestControls {...{ context, state, onState, field }} />}
      legend={<p class="chart-note">{drawn ? sentence(drawn) : ""}</p>}
    >
      <PlotView
        content={content}
        plot={frame.plot}
        {...varying.reading}
        onZoom={frame.onZoom}
        onHover={(hit) => {
          context.hovered.value = hit?.run ?? null;
        }}
        onPick={(hit) => hit.run !== null && context.onOpen(hit.run)}
      />
    </ChartFrame>
  );
}

type Drawn = NonNullable<ReturnType<typeof draw>>;

function draw(
  table: RunTable,
  { field, goal, state }: { field: string; goal: Goal; state: ChartState },
) {
  const y = table.column(field);
  if (!y || y.names) return null;
  const x = state.over === "time" ? endsSinceBegin(table) : numbersInOrder(table, y);
  const results = [...table.ids.keys()].map((i) => ({
    at: x.values[i] ?? Number.NaN,
    value: Number.isFinite(x.values[i]) ? (y.values[i] ?? Number.NaN) : Number.NaN,
  }));
  const record = improvements(results, goal);
  const isRecord = new Set(record);
  const positions = [...x.values].filter(
    (at, i) => Number.isFinite(at) && Number.isFinite(y.values[i]),
  );
  const axes = {
    x: {
      ...positionAxis({ axis: state.over === "time" ? "time" : "step", positions, log: false }),
      title: x.label,
    },
    y: axisOf(state, y),
  };
  const colours = plotColours();
  const dots = dotsOf({
    ...{ table, x, y, axes, colours: null },
    plain: colours.muted,
    isFaint: (index) => !isRecord.has(index),
  }).map((dot) =>
    isRecord.has(dot.index) ? { ...dot, colour: colours.series[0] ?? colours.accent } : dot,
  );
  const steps = record.map((i) => ({ x: results[i]?.at ?? 0, y: results[i]?.value ?? 0 }));
  return { table, axes, dots, record, isRecord, below: [recordLayer(steps)], x, y };
}

/** Seconds from the start of the first run to the end of each; what has not ended has no place. */
function endsSinceBegin(table: RunTable): Column {
  const [started, ended] = [table.column("started"), table.column("ended")];
  const begin = Math.min(...(started?.values ?? []).filter(Number.isFinite));
  const values = [...table.ids.keys()].map((i) => {
    const end = ended?.values[i] ?? Number.NaN;
    return Number.isFinite(end) ? (end - begin) / 1000 : null;
  });
  return toColumn("ended", "time since the first run began", values);
}

/** 1, 2, … for the runs that have a value, in the order in which they ended. */
function numbersInOrder(table: RunTable, y: Column): Column {
  const ended = table.column("ended");
  const endOf = (i: number) => ended?.values[i] ?? Number.NaN;
  const order = [...table.ids.keys()]
    .filter((i) => Number.isFinite(y.values[i]) && Number.isFinite(endOf(i)))
    .sort((a, b) => endOf(a) - endOf(b));
  const place = new Map(order.map((i, at) => [i, at + 1]));
  return toColumn(
    "order",
    "runs that have ended",
    [...table.ids.keys()].map((i) => place.get(i) ?? null),
  );
}

function withRecord({ table, dots, x, y, isRecord }: Drawn) {
  const all = dotsTable(table, dots, [x, y]);
  return {
    columns: [...all.columns, "best so far"],
    rows: all.rows.map((row, i) => [...row, isRecord.has(dots[i]?.index ?? -1) ? "yes" : "no"]),
  };
}

function sentence({ record, dots, table, axes, y }: Drawn): string {
  const last = record.at(-1);
  if (last === undefined) return "";
  const at = dots.find(({ index }) => index === last)?.x ?? 0;
  const since = dots.filter(({ x }) => x >= at).length - 1;
  const value = axes.y.format(y.values[last] ?? Number.NaN);
  return `${value} by ${table.names[last] ?? ""}; ${since} of ${dots.length} runs have ended since without a better one.`;
}

function BestControls({
  context,
  state,
  onState,
  field,
}: PanelProps & { context: ChartContext; field: string }) {
  const options = fieldOptions(context.columns).filter(({ goal }) => goal !== null);
  const choose = (change: Partial<ChartState>) => onState({ ...state, ...change, bestZoom: null });
  return (
    <Controls>
      <FieldSelect
        label="Metric"
        value={field}
        options={options}
        onChoose={(metric) => choose({ metric })}
      />
      <Choice
        label="Over"
        value={state.over}
        options={[
          { value: "time", label: "time" },
          { value: "runs", label: "runs" },
        ]}
        onChoose={(over) => choose({ over })}
      />
      <Toggle
        label={`log ${field}`}
        isOn={state.scales[field] === "log"}
        onToggle={(log) => onState(withScale(state, field, log))}
      />
    </Controls>
  );
}
