import { useMemo } from "preact/hooks";
import type { ChartContext } from "../context.js";
import { ChartFrame } from "../frame/chart-frame.js";
import { Controls, FieldSelect, Select, Toggle } from "../frame/controls.js";
import { PlotView } from "../frame/plot-view.js";
import { type Goal, paretoFront } from "../maths/pareto-front.js";
import { plotColours } from "../plot/plot-colours.js";
import { frontLayer } from "../scatter/front-layer.js";
import type { ChartState } from "../state/chart-state.js";
import { fieldOptions, goalOf, judgeField } from "../table/field-options.js";
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

/** Two values with goals against each other: the runs that none beats in both are the front. */
export function ParetoPanel({ context, state, onState }: PanelProps) {
  const { x: xField, y: yField, goals } = paretoFields(context, state);
  const runs = useRunTable(context, { fields: [xField, yField] });
  const { zoom } = state.pareto;
  const scheme = useScheme();
  const drawn = useMemo(() => {
    const table = runs.value;
    const [x, y] = [table?.column(xField), table?.column(yField)];
    if (!table || !x || !y) return null;
    const axes = { x: axisOf(state, x), y: axisOf(state, y) };
    const colours = plotColours();
    const candidates = table.ids.map((_, i) => ({
      x: x.names ? Number.NaN : (x.values[i] ?? Number.NaN),
      y: y.names ? Number.NaN : (y.values[i] ?? Number.NaN),
    }));
    const front = paretoFront(candidates, goals);
    const onFront = new Set(front);
    const dots = dotsOf({
      ...{ table, x, y, axes, colours: null },
      plain: colours.muted,
      isFaint: (index) => !onFront.has(index),
    }).map((dot) =>
      onFront.has(dot.index) ? { ...dot, colour: colours.series[0] ?? colours.accent } : dot,
    );
    const places = front.map((i) => candidates[i] ?? { x: Number.NaN, y: Number.NaN });
    return { table, axes, dots, front, below: [frontLayer(places, goals)], x, y };
  }, [runs.value, xField, yField, goals.x, goals.y, state.scales, scheme]);
  const told = [xField, yField];
  const varying = useVarying(context, told);
  const content = useMemo(
    () => (drawn ? dotsContent({ ...drawn, zoom, told, moreOf: varying.moreOf }) : NOTHING_DRAWN),
    [drawn, zoom, told.join()],
  );
  const title = `Pareto front of ${yField} and ${xField}`;
  const colours = plotColours();
  const frame = usePlotFrame({
    title,
    subtitle: `${subtitleOf(context)}, ${goals.y} ${yField}, ${goals.x} ${xField}`,
    zoom,
    onZoom: (next) => onState({ ...state, pareto: { ...state.pareto, zoom: next } }),
    legend: () => [
      { name: `front (${drawn?.front.length ?? 0})`, colour: colours.series[0] ?? colours.accent },
      { name: "beaten in both by another run", colour: colours.muted },
    ],
  });
  useHovered(context.hovered, content, (run) =>
    frame.plot.current?.emphasise(drawn ? dotEmphasis(drawn.table, drawn.dots, run) : null),
  );
  return (
    <ChartFrame
      title={title}
      fileName={fileNameOf(context, "pareto", yField, xField)}
      status={tableStatus(
        context,
        runs,
        drawn !== null,
        drawn?.dots.length ?? 0,
        "No run has both values as numbers: choose others.",
      )}
      table={() => {
        if (!drawn) return { columns: [], rows: [] };
        const all = dotsTable(drawn.table, drawn.dots, [drawn.x, drawn.y]);
        const isFront = new Set(drawn.front);
        return {
          columns: [...all.columns, "front"],
          rows: all.rows.map((row, i) => [
            ...row,
            isFront.has(drawn.dots[i]?.index ?? -1) ? "yes" : "no",
          ]),
        };
      }}
      picture={frame.picture}
      zoom={frame.zoom}
      controls={<ParetoControls {...{ context, state, onState }} />}
      legend={
        <p class="chart-note">
          {drawn
            ? `${drawn.front.length} of ${drawn.dots.length} runs are on the front: no other run is at least as good in both and better in one.`
            : ""}
        </p>
      }
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

/** As chosen, else the metric that the sweep is judged by against the time that it takes. */
function paretoFields({ columns, judge }: ChartContext, { pareto }: ChartState) {
  const x = pareto.x ?? "duration";
  const y = pareto.y ?? judgeField(columns, judge) ?? "number";
  const goals: { x: Goal; y: Goal } = {
    x: pareto.goals.x ?? goalOf(columns, x) ?? "minimize",
    y: pareto.goals.y ?? goalOf(columns, y) ?? "maximize",
  };
  return { x, y, goals };
}

const GOALS = [
  { value: "maximize", label: "more is better" },
  { value: "minimize", label: "less is better" },
] as const satisfies { value: Goal; label: string }[];

/** Other fields or goals are shown whole. */
function ParetoControls({ context, state, onState }: PanelProps) {
  const options = fieldOptions(context.columns);
  const { x, y, goals } = paretoFields(context, state);
  const choose = (change: Partial<ChartState["pareto"]>) =>
    onState({ ...state, pareto: { ...state.pareto, ...change, zoom: null } });
  return (
    <Controls>
      <FieldSelect
        label="Up"
        value={y}
        options={options}
        onChoose={(field) => choose({ y: field, goals: { ...state.pareto.goals, y: null } })}
      />
      <Select
        label="Goal up"
        value={goals.y}
        options={GOALS}
        onChoose={(goal) => choose({ goals: { ...state.pareto.goals, y: goal } })}
      />
      <FieldSelect
        label="Across"
        value={x}
        options={options}
        onChoose={(field) => choose({ x: field, goals: { ...state.pareto.goals, x: null } })}
      />
      <Select
        label="Goal across"
        value={goals.x}
        options={GOALS}
        onChoose={(goal) => choose({ goals: { ...state.pareto.goals, x: goal } })}
      />
      <LogToggle {...{ state, field: x }} onState={onState} />
    </Controls>
  );
}

function LogToggle({
  state,
  field,
  onState,
}: {
  state: ChartState;
  field: string;
  onState(state: ChartState): void;
}) {
  const isOn = state.scales[field] === "log";
  return (
    <Toggle
      label={`log ${field}`}
      isOn={isOn}
      onToggle={(log) => onState(withScale(state, field, log))}
    />
  );
}
