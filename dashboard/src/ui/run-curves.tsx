import { useMemo, useState } from "preact/hooks";
import type { Curve } from "../../../src/api/curves.js";
import type { XAxis } from "../address.js";
import { cssColour } from "../charts/css-colour.js";
import { bestAxis } from "../charts/curve-points.js";
import { curveContent, curveSet, curveTable } from "../charts/curves/curve-content.js";
import { ChartFrame } from "../charts/frame/chart-frame.js";
import { distinctEnds } from "../charts/frame/distinct-ends.js";
import { LegendName } from "../charts/frame/legend-name.js";
import { PlotView } from "../charts/frame/plot-view.js";
import { empty, READY } from "../charts/frame/status.js";
import { usePlotFrame } from "../charts/panels/use-plot-frame.js";
import type { Zoom } from "../charts/plot/zoom.js";
import { seriesStyle } from "../charts/series-style.js";
import { defaultChartState } from "../charts/state/chart-state.js";
import type { RunTable } from "../charts/table/run-table.js";
import { formatMetric } from "../format.js";
import { Swatch } from "./swatch.js";

export interface RunCurvesProps {
  title: string;
  fileName: string;
  metric: string;
  curves: readonly Curve[];
  /** Names by the curve's place. */
  names: readonly string[];
  /** Null: epochs where there are any, else steps. */
  axis?: XAxis | null;
  isSmall?: boolean;
  /** What to say where there are no values. */
  emptiness: { title: string; body: string };
}

/** A few curves on one plot, each in the colour of its place. */
export function RunCurves(props: RunCurvesProps) {
  const { title, metric, curves, names, emptiness } = props;
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const axis = props.axis ?? bestAxis([...curves]);
  const table = useMemo(() => tableOf(curves, names), [curves, names]);
  const state = useMemo(() => ({ ...defaultChartState().curves, zoom }), [zoom]);
  const set = useMemo(
    () =>
      curveSet({
        metric,
        axis,
        table,
        state,
        curveOf: (run) => curves.find((curve) => curve.run === run) ?? null,
      }),
    [metric, axis, table, state, curves],
  );
  const content = useMemo(() => curveContent(set, state, table, []), [set, state, table]);
  const entries = distinctEnds(set.shapes.map((shape) => ({ ...shape, id: shape.run })));
  const frame = usePlotFrame({
    title,
    subtitle: "",
    zoom,
    onZoom: setZoom,
    legend: () =>
      set.shapes.map(({ name, styleIndex }) => {
        const { variable, dash } = seriesStyle(styleIndex);
        return { name, colour: cssColour(variable), dash };
      }),
  });
  return (
    <ChartFrame
      title={title}
      fileName={props.fileName}
      status={set.shapes.length > 0 ? READY : empty(emptiness.title, emptiness.body)}
      table={() => curveTable(set)}
      picture={frame.picture}
      zoom={frame.zoom}
      isSmall={props.isSmall}
      legend={
        <ul class="run-legend">
          {entries.map(({ run, name, split, styleIndex, y }) => (
            <li key={run}>
              <Swatch index={styleIndex} />
              <span class="legend-name" title={name}>
                <LegendName {...split} />
              </span>
              <span class="legend-value">{formatMetric(metric, y.at(-1) ?? null)}</span>
            </li>
          ))}
        </ul>
      }
    >
      <PlotView
        content={content}
        plot={frame.plot}
        onZoom={frame.onZoom}
        onHover={() => {}}
        onPick={() => {}}
      />
    </ChartFrame>
  );
}

function tableOf(curves: readonly Curve[], names: readonly string[]): RunTable {
  return {
    ids: curves.map(({ run }) => run),
    names,
    numbers: curves.map((_, i) => i),
    column: () => null,
    raw: () => null,
  };
}
