import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { ChartContext } from "../context.js";
import type { DataTable } from "../export/csv.js";
import { pictureOf } from "../export/picture.js";
import { ChartFrame } from "../frame/chart-frame.js";
import { Controls, FieldSelect } from "../frame/controls.js";
import { ColourLegend } from "../frame/legend.js";
import { TickList } from "../frame/tick-list.js";
import { AxisHandle } from "../parallel/axis-handle.js";
import { type Brush, keptBy } from "../parallel/brush.js";
import { ParallelCanvas } from "../parallel/parallel-canvas.js";
import { axisPositions, type ParallelScene } from "../parallel/parallel-scene.js";
import { plotColours } from "../plot/plot-colours.js";
import { Tooltip } from "../plot/tooltip.js";
import type { ChartState } from "../state/chart-state.js";
import { textAt } from "../table/column.js";
import { fieldOptions, judgeField } from "../table/field-options.js";
import type { RunTable } from "../table/run-table.js";
import { useRunTable } from "../table/use-run-table.js";
import { BrushSummary } from "./brush-summary.js";
import { toldRows } from "./dots-content.js";
import { legendEntries } from "./legend-entries.js";
import type { PanelProps } from "./panel-props.js";
import { fileNameOf, subtitleOf } from "./subtitle.js";
import { tableStatus } from "./table-status.js";
import { useHovered } from "./use-hovered.js";
import { axisOf, coloursOf, isLog, withScale } from "./use-plane.js";
import { pageColours } from "./use-plot-frame.js";
import { useScheme } from "./use-scheme.js";
import { useSize } from "./use-size.js";

const MOST_AXES = 8; // of our choice: more are a thicket
const LEAST_AXIS_PX = 92; // between two axes; a narrow screen scrolls

/** Every run as a line across parameters and metrics; brushes on the axes keep some of them. */
export function ParallelPanel({ context, state, onState }: PanelProps) {
  const { parallel } = state;
  const fields = parallel.axes ?? defaultAxes(context);
  const colourField = parallel.colour ?? judgeField(context.columns, context.judge) ?? "duration";
  const runs = useRunTable(context, { fields: [...fields, colourField] });
  const table = runs.value;
  const choose = (change: Partial<ChartState["parallel"]>) =>
    onState({ ...state, parallel: { ...parallel, ...change } });
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  const scheme = useScheme();
  const canvas = useMemo(() => new ParallelCanvas(), []);
  const tooltip = useMemo(() => new Tooltip(), []);
  useLayoutEffect(() => {
    host.current?.prepend(canvas.element);
    host.current?.append(tooltip.element);
    return () => canvas.dispose();
  }, [canvas, tooltip]);
  const scene = useMemo(
    () => (table ? sceneOf(table, fields, colourField, state, size) : null),
    [
      table,
      fields.join(),
      colourField,
      state.scales,
      parallel.brushes,
      size.width,
      size.height,
      scheme,
    ],
  );
  useHovered(context.hovered, scene, (run) => {
    if (!scene || !table) return;
    const emphasised = run === null ? -1 : table.ids.indexOf(run);
    canvas.show({ ...scene, emphasised: emphasised < 0 ? null : emphasised }, labelOf(scene));
  });
  const point = (event: PointerEvent) => {
    if (!scene || !table || event.buttons !== 0) return;
    const box = canvas.element.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const index = canvas.runAt(at.x, at.y);
    context.hovered.value = index === null ? null : (table.ids[index] ?? null);
    if (index === null) return tooltip.hide();
    const area = { left: 0, top: 0, right: scene.width, bottom: scene.height };
    tooltip.show(
      { title: table.names[index] ?? "", rows: toldRows(table, index, [colourField, ...fields]) },
      at,
      area,
    );
  };
  const leave = () => {
    tooltip.hide();
    context.hovered.value = null;
  };
  const kept = scene ? scene.kept.reduce((sum, each) => sum + each, 0) : 0;
  const legend = table && scene ? (coloursOf(state, table, colourField)?.legend ?? null) : null;
  const title = `${fields.length} values of every run`;
  return (
    <ChartFrame
      title={title}
      fileName={fileNameOf(context, "parallel")}
      status={
        fields.length === 0
          ? {
              kind: "empty",
              title: "No axis is chosen",
              body: "Add parameters and metrics by “Axes”.",
            }
          : tableStatus(context, runs, scene !== null, table?.ids.length ?? 0, "Choose other axes.")
      }
      table={() => (table && scene ? tableOf(table, scene) : { columns: [], rows: [] })}
      picture={async () => {
        const drawn = canvas.picture();
        if (!drawn) throw new Error("Nothing is drawn yet.");
        return pictureOf({
          ...{ chart: drawn.canvas, width: drawn.width, height: drawn.height, title },
          ...{
            subtitle: `${subtitleOf(context)}, ${kept} of ${table?.ids.length ?? 0} runs kept`,
            legend: legendEntries(legend),
          },
          ...pageColours(),
        });
      }}
      zoom={null}
      controls={
        <Controls>
          <TickList
            label="Axes"
            options={fieldOptions(context.columns).map(({ field, label, group }) => ({
              value: field,
              label,
              group,
            }))}
            chosen={fields}
            onChoose={(axes) => choose({ axes: inOrder(fields, axes) })}
          />
          <FieldSelect
            label="Colour"
            value={colourField}
            options={fieldOptions(context.columns)}
            onChoose={(colour) => choose({ colour })}
          />
          <BrushSummary
            {...{ context, table, kept, brushes: parallel.brushes }}
            onClear={() => choose({ brushes: {} })}
          />
        </Controls>
      }
      legend={<ColourLegend legend={legend} missing={0} />}
    >
      <div class="parallel-scroll">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the pointer names lines; the table names them for everybody */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: runs are opened by keyboard from the table */}
        <div
          class="parallel-axes"
          ref={(element) => {
            host.current = element;
            element?.style.setProperty("min-width", `${fields.length * LEAST_AXIS_PX}px`);
          }}
          onPointerMove={point}
          onPointerLeave={leave}
          onClick={(event) => {
            if (event.target === canvas.element && context.hovered.value !== null)
              context.onOpen(context.hovered.value);
          }}
        >
          {scene?.axes.map(({ column, axis, x }, i) => (
            <AxisHandle
              key={column.field}
              {...{ column, axis, x, height: scene.height }}
              brush={parallel.brushes[column.field] ?? null}
              onBrush={(brush) =>
                choose({ brushes: withBrush(parallel.brushes, column.field, brush) })
              }
              onMove={(places) => choose({ axes: moved(fields, i, places) })}
              onRemove={() =>
                choose({
                  axes: fields.filter((field) => field !== column.field),
                  brushes: withBrush(parallel.brushes, column.field, null),
                })
              }
              isLog={column.names ? null : isLog(state, column)}
              onLog={(log) => onState(withScale(state, column.field, log))}
            />
          ))}
        </div>
      </div>
    </ChartFrame>
  );
}

/** Parameters that vary and the metric that the sweep is judged by, last: lines end at the result. */
function defaultAxes({ columns, judge }: ChartContext): string[] {
  const judged = judgeField(columns, judge);
  const varying = columns.parameters.filter(({ varies }) => varies).map(({ field }) => field);
  return [...varying.slice(0, MOST_AXES - 1), ...(judged === null ? [] : [judged])];
}

function sceneOf(
  table: RunTable,
  fields: readonly string[],
  colourField: string,
  state: ChartState,
  { width, height }: { width: number; height: number },
): ParallelScene | null {
  const columns = fields.map((field) => table.column(field));
  const colours = coloursOf(state, table, colourField);
  const colourColumn = table.column(colourField);
  if (columns.some((column) => !column) || !colours || !colourColumn || width === 0) return null;
  const known = columns.filter((column) => column !== null);
  const positions = axisPositions(known.length, width);
  const rank = (i: number) => colourColumn.values[i] ?? Number.NaN;
  return {
    width,
    height,
    axes: known.map((column, i) => ({ column, axis: axisOf(state, column), x: positions[i] ?? 0 })),
    colourOf: colours.at,
    kept: keptBy(known, state.parallel.brushes, table.ids.length),
    order: [...table.ids.keys()].sort((a, b) => nanFirst(rank(a)) - nanFirst(rank(b))),
    emphasised: null,
    colours: plotColours(),
    fontFamily: pageColours().fontFamily,
  };
}

function nanFirst(value: number): number {
  return Number.isNaN(value) ? -Number.MAX_VALUE : value;
}

function labelOf({ axes, kept }: ParallelScene): string {
  const count = kept.reduce((sum, each) => sum + each, 0);
  return `${count} of ${kept.length} runs across ${axes.map(({ column }) => column.label).join(", ")}`;
}

/** A row for each run that the brushes keep. */
function tableOf(table: RunTable, { axes, kept }: ParallelScene): DataTable {
  return {
    columns: ["run", "name", ...axes.map(({ column }) => column.label)],
    rows: [...table.ids.keys()]
      .filter((i) => kept[i] === 1)
      .map((i) => [
        table.ids[i] ?? "",
        table.names[i] ?? "",
        ...axes.map(({ column }) =>
          column.names ? textAt(column, i) : (column.values[i] ?? null),
        ),
      ]),
  };
}

function withBrush(
  brushes: Record<string, Brush>,
  field: string,
  brush: Brush | null,
): Record<string, Brush> {
  const { [field]: _, ...others } = brushes;
  return brush ? { ...others, [field]: brush } : others;
}

function moved(fields: readonly string[], from: number, places: number): string[] {
  const others = fields.filter((_, i) => i !== from);
  const to = Math.min(others.length, Math.max(0, from + places));
  return [...others.slice(0, to), fields[from] ?? "", ...others.slice(to)];
}

/** Axes that were there keep their places; new ones are last. */
function inOrder(before: readonly string[], chosen: readonly string[]): string[] {
  return [
    ...before.filter((field) => chosen.includes(field)),
    ...chosen.filter((field) => !before.includes(field)),
  ];
}
