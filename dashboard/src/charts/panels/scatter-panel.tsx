import { useMemo } from "preact/hooks";
import { ChartFrame } from "../frame/chart-frame.js";
import { ColourLegend } from "../frame/legend.js";
import { PlotView } from "../frame/plot-view.js";
import { useRunTable } from "../table/use-run-table.js";
import { dotEmphasis, dotsContent, dotsOf, dotsTable } from "./dots-content.js";
import { legendEntries } from "./legend-entries.js";
import { NOTHING_DRAWN } from "./nothing-drawn.js";
import type { PanelProps } from "./panel-props.js";
import { PlaneControls } from "./plane-controls.js";
import { fileNameOf, subtitleOf } from "./subtitle.js";
import { tableStatus } from "./table-status.js";
import { useHovered } from "./use-hovered.js";
import { axisOf, coloursOf, planeFields } from "./use-plane.js";
import { usePlotFrame } from "./use-plot-frame.js";
import { useScheme } from "./use-scheme.js";
import { useVarying } from "./use-varying.js";

/** Any two values of runs against each other, coloured by a third. */
export function ScatterPanel({ context, state, onState }: PanelProps) {
  const fields = planeFields(context, state);
  const runs = useRunTable(context, { fields: [fields.x, fields.y, fields.colour] });
  const { zoom } = state.plane;
  const scheme = useScheme();
  const drawn = useMemo(() => {
    const table = runs.value;
    const [x, y] = [table?.column(fields.x), table?.column(fields.y)];
    if (!table || !x || !y) return null;
    const axes = { x: axisOf(state, x), y: axisOf(state, y) };
    const colours = coloursOf(state, table, fields.colour);
    const dots = dotsOf({ table, x, y, axes, colours, plain: "" });
    return { table, axes, colours, dots, x, y };
  }, [runs.value, fields.x, fields.y, fields.colour, state.scales, scheme]);
  const told = [fields.x, fields.y, fields.colour];
  const varying = useVarying(context, told);
  const content = useMemo(
    () => (drawn ? dotsContent({ ...drawn, zoom, told, moreOf: varying.moreOf }) : NOTHING_DRAWN),
    [drawn, zoom, told.join()],
  );
  const title = `${fields.y} against ${fields.x}`;
  const frame = usePlotFrame({
    title,
    subtitle: `${subtitleOf(context)}, coloured by ${fields.colour}`,
    zoom,
    onZoom: (next) => onState({ ...state, plane: { ...state.plane, zoom: next } }),
    legend: () => legendEntries(drawn?.colours?.legend ?? null),
  });
  useHovered(context.hovered, content, (run) =>
    frame.plot.current?.emphasise(drawn ? dotEmphasis(drawn.table, drawn.dots, run) : null),
  );
  const missing = drawn ? drawn.table.ids.length - drawn.dots.length : 0;
  return (
    <ChartFrame
      title={title}
      fileName={fileNameOf(context, "scatter", fields.y, fields.x)}
      status={tableStatus(
        context,
        runs,
        drawn !== null,
        drawn?.dots.length ?? 0,
        "No run has both values: choose others.",
      )}
      table={() => {
        const colour = drawn?.table.column(fields.colour);
        return drawn
          ? dotsTable(drawn.table, drawn.dots, [drawn.x, drawn.y, ...(colour ? [colour] : [])])
          : { columns: [], rows: [] };
      }}
      picture={frame.picture}
      zoom={frame.zoom}
      controls={<PlaneControls {...{ context, state, onState, fields }} table={runs.value} />}
      legend={<ColourLegend legend={drawn?.colours?.legend ?? null} missing={missing} />}
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
