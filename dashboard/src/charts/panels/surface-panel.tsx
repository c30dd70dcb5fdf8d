import { useMemo } from "preact/hooks";
import { ChartFrame } from "../frame/chart-frame.js";
import { ColourLegend } from "../frame/legend.js";
import { PlotView } from "../frame/plot-view.js";
import { type Sample, surfaceOf } from "../maths/surface.js";
import type { ChartState } from "../state/chart-state.js";
import { surfaceLayer } from "../surface/surface-layer.js";
import { shareOn } from "../table/column-axis.js";
import type { RunTable } from "../table/run-table.js";
import { useRunTable } from "../table/use-run-table.js";
import { dotEmphasis, dotsContent, dotsOf, dotsTable } from "./dots-content.js";
import { legendEntries } from "./legend-entries.js";
import { NOTHING_DRAWN } from "./nothing-drawn.js";
import type { PanelProps } from "./panel-props.js";
import { PlaneControls } from "./plane-controls.js";
import { fileNameOf, subtitleOf } from "./subtitle.js";
import { tableStatus } from "./table-status.js";
import { useHovered } from "./use-hovered.js";
import { axisOf, coloursOf, type PlaneFields, planeFields } from "./use-plane.js";
import { usePlotFrame } from "./use-plot-frame.js";
import { useScheme } from "./use-scheme.js";
import { useVarying } from "./use-varying.js";

const CELLS = { columns: 320, rows: 180 }; // finer than contours can be told apart

/** A metric over two parameters: interpolated between the runs, which are drawn as dots; blank where there are none around. */
export function SurfacePanel({ context, state, onState }: PanelProps) {
  const fields = planeFields(context, state);
  const runs = useRunTable(context, { fields: [fields.x, fields.y, fields.colour] });
  const { zoom } = state.plane;
  const scheme = useScheme();
  const drawn = useMemo(
    () => (runs.value ? draw(runs.value, fields, state) : null),
    [runs.value, fields.x, fields.y, fields.colour, state.scales, scheme],
  );
  const told = [fields.colour, fields.x, fields.y];
  const varying = useVarying(context, told);
  const content = useMemo(
    () => (drawn ? dotsContent({ ...drawn, zoom, told, moreOf: varying.moreOf }) : NOTHING_DRAWN),
    [drawn, zoom, told.join()],
  );
  const title = `${fields.colour} over ${fields.x} and ${fields.y}`;
  const frame = usePlotFrame({
    title,
    subtitle: `${subtitleOf(context)}, interpolated between the runs`,
    zoom,
    onZoom: (next) => onState({ ...state, plane: { ...state.plane, zoom: next } }),
    legend: () => legendEntries(drawn?.colours.legend ?? null),
  });
  useHovered(context.hovered, content, (run) =>
    frame.plot.current?.emphasise(drawn ? dotEmphasis(drawn.table, drawn.dots, run) : null),
  );
  return (
    <ChartFrame
      title={title}
      fileName={fileNameOf(context, "surface", fields.colour)}
      status={tableStatus(
        context,
        runs,
        drawn !== null,
        drawn?.dots.length ?? 0,
        "No run has all three values: choose others.",
      )}
      table={() =>
        drawn ? dotsTable(drawn.table, drawn.dots, drawn.columns) : { columns: [], rows: [] }
      }
      picture={frame.picture}
      zoom={frame.zoom}
      controls={<PlaneControls {...{ context, state, onState, fields }} table={runs.value} />}
      legend={
        <>
          <ColourLegend
            legend={drawn?.colours.legend ?? null}
            missing={drawn ? drawn.table.ids.length - drawn.dots.length : 0}
          />
          <p class="chart-note">{noteOf(drawn)}</p>
        </>
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

type Drawn = NonNullable<ReturnType<typeof draw>>;

function draw(table: RunTable, fields: PlaneFields, state: ChartState) {
  const [x, y, z] = [table.column(fields.x), table.column(fields.y), table.column(fields.colour)];
  const colours = coloursOf(state, table, fields.colour);
  if (!x || !y || !z || !colours) return null;
  const axes = { x: axisOf(state, x), y: axisOf(state, y) };
  const dots = dotsOf({ table, x, y, axes, colours, plain: "" }).filter(({ index }) =>
    Number.isFinite(z.values[index]),
  );
  const samples = dots.map(({ index }): Sample => {
    const value = z.values[index] ?? Number.NaN;
    return {
      x: shareOn(axes.x, x.values[index] ?? Number.NaN),
      y: shareOn(axes.y, y.values[index] ?? Number.NaN),
      value,
    };
  });
  const colourOf = colours.ofValue;
  const surface = surfaceOf(colourOf ? samples : [], CELLS.columns, CELLS.rows);
  const isKnown = surface.values.some((value) => !Number.isNaN(value));
  const below = colourOf ? [surfaceLayer({ surface, ...axes, colourOf })] : [];
  return { table, axes, colours, dots, below, isKnown, columns: [x, y, z] };
}

function noteOf(drawn: Drawn | null): string {
  if (!drawn) return "";
  return drawn.isKnown
    ? "Straight between neighbouring runs; blank where no runs are around. Runs at one place count as their mean."
    : "A surface needs runs at three places that are not on one line, and a metric of numbers.";
}
