import { formatMetric } from "../../format.js";
import type { DataTable } from "../export/csv.js";
import { type BandKind, bandOf } from "../maths/band.js";
import type { HitTest } from "../plot/painter.js";
import { seriesColour } from "../plot/palette.js";
import type { PlotContent } from "../plot/plot.js";
import { positionAxis } from "../plot/position-axis.js";
import { valueAxis } from "../plot/value-axis.js";
import type { CurvesState } from "../state/chart-state.js";
import { textAt } from "../table/column.js";
import type { RunTable } from "../table/run-table.js";
import { X_AXIS } from "../x-axis.js";
import { bandsLayer, emphasisedBand, type GroupBand } from "./band-layer.js";
import type { CurveSet } from "./curve-content.js";
import { nearestCurves } from "./nearest-curve.js";

/** Groups by equal values of fields, in the order of their first runs. */
export function groupBands(
  set: CurveSet,
  table: RunTable,
  by: readonly string[],
  kind: BandKind,
): GroupBand[] {
  const indexOf = new Map(table.ids.map((id, i) => [id, i]));
  const groups = new Map<string, CurveSet["shapes"][number][]>();
  for (const shape of set.shapes) {
    const name = groupName(table, indexOf.get(shape.run) ?? -1, by);
    groups.set(name, [...(groups.get(name) ?? []), shape]);
  }
  return [...groups].map(([name, shapes], i) => ({
    name: by[0] === "variant" ? nameOfAll(shapes[0]?.name ?? name) : name,
    styleIndex: i,
    band: bandOf(shapes, kind),
    runs: shapes.length,
  }));
}

/** The name without its number among repeats and folds, which a band holds together. */
function nameOfAll(name: string): string {
  return name.replace(/( repeat=\d+)?( fold=\d+\/\d+)?$/, "");
}

export function bandContent(
  groups: readonly GroupBand[],
  set: CurveSet,
  state: CurvesState,
): PlotContent {
  const { metric, axis } = set;
  const ends = groups.flatMap(({ band: { x } }) => [
    x.find((each) => each > 0) ?? 0,
    x[0] ?? 0,
    x.at(-1) ?? 0,
  ]);
  const values = groups.flatMap(({ band }) => [...band.low, ...band.high]);
  return {
    label: `${metric} over ${X_AXIS[axis].title} of ${groups.length} groups of runs`,
    x: positionAxis({ axis, positions: ends, log: state.logX }),
    y: valueAxis({ name: metric, values, log: state.logY, robust: state.robust }),
    zoom: state.zoom,
    layers: [bandsLayer(groups)],
    hitTest: bandHit(groups, set),
    emphasis: null,
  };
}

export function bandTable(groups: readonly GroupBand[], { metric, axis }: CurveSet): DataTable {
  return {
    columns: ["group", X_AXIS[axis].title, `${metric} mean`, "low", "high", "runs"],
    rows: groups.flatMap(({ name, band }) =>
      [...band.x.keys()].map((i) => [
        name,
        ...[band.x, band.mean, band.low, band.high, band.count].map((each) => each[i] ?? null),
      ]),
    ),
  };
}

const REACH_PX = 28;

function bandHit(groups: readonly GroupBand[], { metric, axis }: CurveSet): HitTest {
  const shapes = groups.map(({ name, styleIndex, band }) => ({
    run: name,
    name,
    styleIndex,
    x: band.x,
    y: band.mean,
    raw: null,
    gaps: [],
  }));
  return (painter, pointer) => {
    const options = { x: painter.xAt(pointer.x), pixelY: pointer.y, toPixelY: painter.y, reach: 0 };
    const [nearest] = nearestCurves(shapes, options);
    const group = groups.find(({ name }) => name === nearest?.shape.run);
    if (!nearest || !group || nearest.distance > REACH_PX) return null;
    const { band } = group;
    const i = nearest.index;
    const text = (column: Float64Array) => formatMetric(metric, column[i] ?? null);
    return {
      run: null,
      at: { x: painter.x(band.x[i] ?? 0), y: painter.y(band.mean[i] ?? 0) },
      draw: emphasisedBand(group),
      tooltip: {
        title: group.name,
        rows: [
          {
            colour: seriesColour(painter.colours, group.styleIndex),
            name: `mean of ${metric}`,
            value: text(band.mean),
          },
          { colour: null, name: "from … to", value: `${text(band.low)} … ${text(band.high)}` },
          { colour: null, name: "runs here", value: String(band.count[i] ?? 0) },
          { colour: null, name: X_AXIS[axis].title, value: X_AXIS[axis].format(band.x[i] ?? 0) },
        ],
      },
    };
  };
}

function groupName(table: RunTable, index: number, by: readonly string[]): string {
  return by
    .map((field) => {
      const column = table.column(field);
      const text = column ? textAt(column, index) : "";
      return `${field}=${text === "" ? "none" : text}`;
    })
    .join(" ");
}
