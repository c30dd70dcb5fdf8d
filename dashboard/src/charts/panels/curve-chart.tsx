import { useMemo } from "preact/hooks";
import type { XAxis } from "../../address.js";
import { formatMetric } from "../../format.js";
import type { ChartContext } from "../context.js";
import { cssColour } from "../css-colour.js";
import { bandContent, bandTable, groupBands } from "../curves/band-content.js";
import {
  type CurveSet,
  curveContent,
  curveSet,
  curveTable,
  emphasisOf,
} from "../curves/curve-content.js";
import type { LoadedCurves } from "../curves/use-curves.js";
import { ChartFrame } from "../frame/chart-frame.js";
import { GroupLegend, RunLegend, type RunLegendEntry } from "../frame/legend.js";
import { PlotView } from "../frame/plot-view.js";
import { empty, type Status } from "../frame/status.js";
import type { BandKind } from "../maths/band.js";
import type { Zoom } from "../plot/zoom.js";
import { seriesStyle } from "../series-style.js";
import type { CurvesState } from "../state/chart-state.js";
import type { RunTable } from "../table/run-table.js";
import { X_AXIS } from "../x-axis.js";
import { fileNameOf, subtitleOf } from "./subtitle.js";
import { useHovered } from "./use-hovered.js";
import { usePlotFrame } from "./use-plot-frame.js";

export interface CurveChartProps {
  context: ChartContext;
  state: CurvesState;
  metric: string;
  axis: XAxis;
  table: RunTable | null;
  varying: readonly string[];
  /** What runs of one group have in common. */
  by: readonly string[];
  loaded: LoadedCurves;
  status: Status;
  isSmall: boolean;
  onZoom(zoom: Zoom | null): void;
}

const NO_RUNS: RunTable = { ids: [], names: [], numbers: [], column: () => null, raw: () => null };

/** Curves of one metric, or bands of groups. */
export function CurveChart(props: CurveChartProps) {
  const { context, state, metric, axis, varying, by, loaded, isSmall } = props;
  const table = props.table ?? NO_RUNS;
  const bandKind = bandOfState(state, context);
  const set = useMemo(
    () => curveSet({ metric, axis, table, state, curveOf: (run) => loaded.cache.get(metric, run) }),
    [metric, axis, table, state, loaded.cache, loaded.version],
  );
  const groups = useMemo(
    () => (bandKind === null ? null : groupBands(set, table, by, bandKind)),
    [set, table, by.join(), bandKind],
  );
  const content = useMemo(
    () => (groups ? bandContent(groups, set, state) : curveContent(set, state, table, varying)),
    [groups, set, state, table],
  );
  const title = `${metric} over ${axis === "time" && state.fromSweep ? "time since the sweep began" : X_AXIS[axis].title}`;
  const entries = groups ?? set.shapes;
  const frame = usePlotFrame({
    title,
    subtitle: subtitleOf(context),
    zoom: state.zoom,
    onZoom: props.onZoom,
    legend: () =>
      entries.map(({ name, styleIndex }) => {
        const { variable, dash } = seriesStyle(styleIndex);
        return { name, colour: cssColour(variable), dash };
      }),
  });
  useHovered(context.hovered, content, (run) =>
    frame.plot.current?.emphasise(groups ? null : emphasisOf(set, run)),
  );
  return (
    <ChartFrame
      title={title}
      fileName={fileNameOf(context, "curves", metric)}
      status={statusOf(props, set.shapes.length)}
      table={() => (groups ? bandTable(groups, set) : curveTable(set))}
      picture={frame.picture}
      zoom={frame.zoom}
      isSmall={isSmall}
      keepsLegend
      legend={
        isSmall ? null : groups ? (
          <GroupLegend groups={groups} />
        ) : (
          <RunLegend
            entries={runEntries(table, set)}
            expected={props.table ? 0 : expectedRuns(context, state)}
            hovered={context.hovered}
            onOpen={context.onOpen}
          />
        )
      }
    >
      <PlotView
        content={content}
        plot={frame.plot}
        onZoom={frame.onZoom}
        onHover={(hit) => {
          context.hovered.value = hit?.run ?? null;
        }}
        onPick={(hit) => hit.run !== null && context.onOpen(hit.run)}
      />
    </ChartFrame>
  );
}

/** How many runs will be drawn, before they are known. */
function expectedRuns({ selected, columns }: ChartContext, { most }: CurvesState): number {
  return selected.length > 0 ? selected.length : Math.min(most, columns.runs);
}

/** Also of runs that have logged nothing yet, so that nothing moves when they do. */
function runEntries(table: RunTable, { metric, shapes }: CurveSet): RunLegendEntry[] {
  const last = new Map(shapes.map(({ run, y }) => [run, y.at(-1) ?? null]));
  return table.ids.map((run, i) => ({
    run,
    name: table.names[i] ?? run,
    styleIndex: table.numbers[i] ?? 0,
    value: formatMetric(metric, last.get(run) ?? null),
  }));
}

function bandOfState({ band }: CurvesState, { groupBy }: ChartContext): BandKind | null {
  if (band === "off") return null;
  return band ?? (groupBy.length > 0 ? "interval" : null);
}

function statusOf({ status, metric, axis, loaded }: CurveChartProps, drawn: number): Status {
  if (status.kind !== "ready" || drawn > 0) return status;
  if (loaded.error !== null) return { kind: "error", message: loaded.error, retry: loaded.retry };
  const where = axis === "epoch" ? ` with an epoch` : "";
  return empty(
    `No values of ${metric}${where}`,
    "These runs have logged none yet: choose another metric or other runs.",
  );
}
