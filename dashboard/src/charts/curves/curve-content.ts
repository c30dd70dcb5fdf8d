import type { Curve } from "../../../../src/api/curves.js";
import type { XAxis } from "../../address.js";
import { formatMetric, formatNumber, formatValue } from "../../format.js";
import type { DataTable } from "../export/csv.js";
import type { Hit, HitTest } from "../plot/painter.js";
import { seriesColour } from "../plot/palette.js";
import type { PlotContent } from "../plot/plot.js";
import { positionAxis } from "../plot/position-axis.js";
import { valueAxis } from "../plot/value-axis.js";
import type { CurvesState } from "../state/chart-state.js";
import type { RunTable } from "../table/run-table.js";
import { X_AXIS } from "../x-axis.js";
import { curvesLayer, emphasisedCurve, markedPoint } from "./curve-layer.js";
import { type CurveShape, shapeOf } from "./curve-shape.js";
import { type NearCurve, nearestCurves } from "./nearest-curve.js";
import { nonFiniteLayer } from "./non-finite-layer.js";

/** Curves of one metric as they are to be drawn. */
export interface CurveSet {
  metric: string;
  axis: XAxis;
  shapes: readonly CurveShape[];
}

export interface CurveSetOptions {
  metric: string;
  axis: XAxis;
  table: RunTable;
  state: CurvesState;
  curveOf(run: string): Curve | null;
}

/** Those runs of the table that have values. */
export function curveSet({ metric, axis, table, state, curveOf }: CurveSetOptions): CurveSet {
  const starts = table.column("started")?.values;
  const first = starts
    ? starts.filter(Number.isFinite).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
    : 0;
  const shapes = table.ids.flatMap((run, i) => {
    const curve = curveOf(run);
    if (!curve) return [];
    const offset = state.fromSweep && starts ? ((starts[i] ?? first) - first) / 1000 : 0;
    const columns = shapeOf(curve, {
      axis,
      smoothing: state.smoothing,
      offset: Number.isFinite(offset) ? offset : 0,
    });
    return columns.x.length + columns.gaps.length === 0
      ? []
      : [{ run, name: table.names[i] ?? run, styleIndex: table.numbers[i] ?? 0, ...columns }];
  });
  return { metric, axis, shapes };
}

/** The plot of a set. @param varying fields that tell runs apart, for the tooltip */
export function curveContent(
  set: CurveSet,
  state: CurvesState,
  table: RunTable,
  varying: readonly string[],
): PlotContent {
  const { metric, axis, shapes } = set;
  const ends = shapes.flatMap(({ x }) => [
    x.find((each) => each > 0) ?? 0,
    x[0] ?? 0,
    x.at(-1) ?? 0,
  ]);
  const values = shapes.flatMap(({ y }) => [...y]);
  return {
    label: `${metric} over ${X_AXIS[axis].title} of ${shapes.length} ${shapes.length === 1 ? "run" : "runs"}`,
    x: positionAxis({ axis, positions: ends, log: state.logX }),
    y: valueAxis({ name: metric, values, log: state.logY, robust: state.robust }),
    zoom: state.zoom,
    layers: [curvesLayer(shapes), nonFiniteLayer(shapes)],
    hitTest: hitTest(set, table, varying),
    emphasis: null,
  };
}

/** What is drawn, a row for each point. */
export function curveTable({ metric, axis, shapes }: CurveSet): DataTable {
  const isSmoothed = shapes.some(({ raw }) => raw !== null);
  return {
    columns: [
      "run",
      "name",
      X_AXIS[axis].title,
      metric,
      ...(isSmoothed ? [`${metric} (smoothed)`] : []),
    ],
    rows: shapes.flatMap(({ run, name, x, y, raw }) =>
      [...x.keys()].map((i) => [
        run,
        name,
        x[i] ?? null,
        (raw ?? y)[i] ?? null,
        ...(isSmoothed ? [y[i] ?? null] : []),
      ]),
    ),
  };
}

const REACH_PX = 28; // from the pointer to a curve, up or down
const SIDE_PX = 16; // before a curve's first and after its last point
const MOST_OTHERS = 5; // curves beside the one that was hit

function hitTest(
  { metric, axis, shapes }: CurveSet,
  table: RunTable,
  varying: readonly string[],
): HitTest {
  return (painter, pointer) => {
    const x = painter.xAt(pointer.x);
    const reach = painter.xAt(pointer.x + SIDE_PX) - x;
    const near = nearestCurves(shapes, { x, pixelY: pointer.y, toPixelY: painter.y, reach });
    const [first, ...others] = near.filter(({ distance }) => distance <= REACH_PX);
    if (!first) return null;
    const { shape, index } = first;
    const [px, py] = [shape.x[index] ?? 0, shape.y[index] ?? 0];
    const colourOf = ({ styleIndex }: CurveShape) => seriesColour(painter.colours, styleIndex);
    return {
      run: shape.run,
      at: { x: painter.x(px), y: painter.y(py) },
      draw: markedPoint(px, py, colourOf(shape)),
      tooltip: {
        title: shape.name,
        rows: [
          { colour: colourOf(shape), name: metric, value: formatMetric(metric, py) },
          ...(shape.raw
            ? [
                {
                  colour: null,
                  name: "as logged",
                  value: formatMetric(metric, shape.raw[index] ?? null),
                },
              ]
            : []),
          { colour: null, name: X_AXIS[axis].title, value: X_AXIS[axis].format(px) },
          ...parameterRows(table, table.ids.indexOf(shape.run), varying),
          ...others
            .slice(0, MOST_OTHERS)
            .map((other) => otherRow(other, metric, colourOf(other.shape))),
        ],
      },
    };
  };
}

const MOST_PARAMETERS = 6; // a longer tooltip hides the chart that it explains

function parameterRows(
  table: RunTable,
  index: number,
  varying: readonly string[],
): Hit["tooltip"]["rows"] {
  return varying.slice(0, MOST_PARAMETERS).flatMap((field) => {
    const value = table.raw(field, index);
    if (value === null) return [];
    return [
      {
        colour: null,
        name: field,
        value: typeof value === "number" ? formatNumber(value) : formatValue(value),
      },
    ];
  });
}

function otherRow(
  { shape, index }: NearCurve,
  metric: string,
  colour: string,
): Hit["tooltip"]["rows"][number] {
  return {
    colour,
    name: shape.name,
    value: formatMetric(metric, shape.y[index] ?? null),
    isMinor: true,
  };
}

/** Draws one run's curve above all others; null where it has none here. */
export function emphasisOf({ shapes }: CurveSet, run: string | null) {
  const shape = shapes.find((each) => each.run === run);
  return shape ? emphasisedCurve(shape) : null;
}
