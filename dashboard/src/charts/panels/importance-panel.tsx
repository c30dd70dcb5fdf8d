import { useEffect, useMemo, useState } from "preact/hooks";
import type { ImportanceReport, ParameterImportance } from "../../../../src/api/importance.js";
import { plural } from "../../format.js";
import { throttle } from "../../throttle.js";
import type { ChartContext } from "../context.js";
import type { DataTable } from "../export/csv.js";
import { ChartFrame } from "../frame/chart-frame.js";
import { Controls, Select } from "../frame/controls.js";
import { PlotView } from "../frame/plot-view.js";
import { empty, LOADING, READY, type Status } from "../frame/status.js";
import { barAt, barsLayer } from "../importance/bars-layer.js";

import { categoryAxis } from "../plot/category-axis.js";
import type { PlotColours } from "../plot/palette.js";
import type { PlotContent } from "../plot/plot.js";
import { plotColours } from "../plot/plot-colours.js";
import { valueAxis } from "../plot/value-axis.js";
import type { Loaded } from "../table/use-run-table.js";
import { NOTHING_DRAWN } from "./nothing-drawn.js";
import type { PanelProps } from "./panel-props.js";
import { fileNameOf, subtitleOf } from "./subtitle.js";
import { usePlotFrame } from "./use-plot-frame.js";
import { useScheme } from "./use-scheme.js";

/** Which parameters a metric depends on most, and in which direction. */
export function ImportancePanel({ context, state, onState }: PanelProps) {
  const { metrics } = context.columns;
  const metric =
    metrics.find(({ field }) => field === state.metric)?.name ??
    context.judge?.metric ??
    metrics[0]?.name ??
    null;
  const loaded = useImportance(context, metric);
  const scheme = useScheme();
  const content = useMemo(
    () =>
      loaded.value && loaded.value.parameters.length > 0
        ? contentOf(loaded.value, plotColours())
        : NOTHING_DRAWN,
    [loaded.value, scheme],
  );
  const title = `What ${metric ?? "the metric"} depends on`;
  const frame = usePlotFrame({
    title,
    subtitle: subtitleOf(context),
    zoom: null,
    onZoom: () => {},
    legend: () =>
      DIRECTIONS.map(({ name, series }) => ({
        name,
        colour: colourOfSeries(plotColours(), series),
      })),
  });
  return (
    <ChartFrame
      title={title}
      fileName={fileNameOf(context, "importance", metric ?? "")}
      status={statusOf(loaded, metric)}
      table={() => tableOf(loaded.value)}
      picture={frame.picture}
      zoom={null}
      controls={
        <Controls>
          <Select
            label="Metric"
            value={metric ?? ""}
            options={metrics.map(({ name }) => ({ value: name, label: name }))}
            onChoose={(name) =>
              onState({
                ...state,
                metric: metrics.find((each) => each.name === name)?.field ?? null,
              })
            }
          />
        </Controls>
      }
      legend={<ImportanceNotes report={loaded.value} />}
    >
      <PlotView
        content={content}
        plot={frame.plot}
        onZoom={() => {}}
        onHover={() => {}}
        onPick={() => {}}
      />
    </ChartFrame>
  );
}

const RELOAD_MS = 10_000; // between two readings: one more run rarely changes the order

function useImportance(
  { api, live, sweep, where, archived }: ChartContext,
  metric: string | null,
): Loaded<ImportanceReport> {
  const [state, setState] = useState<{ value: ImportanceReport | null; error: string | null }>({
    value: null,
    error: null,
  });
  const [attempt, setAttempt] = useState(0);
  // an attempt is another reading of the same
  useEffect(() => {
    if (metric === null) return;
    let isCurrent = true;
    const read = async () => {
      const next = await api.importance({ sweep, where, archived, metric }).then(
        (value) => ({ value, error: null }),
        (error: unknown) => ({
          value: null,
          error: error instanceof Error ? error.message : String(error),
        }),
      );
      if (isCurrent) setState(next);
    };
    const readAgain = throttle(() => void read(), RELOAD_MS);
    readAgain();
    const stop = live.subscribe(readAgain);
    return () => {
      isCurrent = false;
      readAgain.cancel();
      stop();
    };
  }, [api, live, sweep, where, archived, metric, attempt]);
  return { ...state, retry: () => setAttempt(attempt + 1) };
}

const MOST_BARS = 20; // the rest adds up to little; the table has all

function contentOf({ metric, parameters }: ImportanceReport, colours: PlotColours): PlotContent {
  const shown = parameters.slice(0, MOST_BARS).reverse(); // y grows upward, and the most important is on top
  const bars = shown.map((parameter, y) => ({
    y,
    value: parameter.importance,
    colour: colourOfSeries(colours, directionOf(parameter).series),
    label: percent(parameter.importance),
  }));
  const most = bars.reduce((a, { value }) => Math.max(a, value), 0);
  const x = valueAxis({ name: "importance", values: [0, most * LABEL_ROOM], log: false });
  const names = shown.map(({ name }) => name);
  return {
    label: `importance of ${names.length} parameters for ${metric.name}`,
    x: {
      ...x,
      title: "share of what is explained",
      max: most * LABEL_ROOM,
      ticks: (low, high, count) => x.ticks(low, Math.min(1, high), count),
    },
    y: { ...categoryAxis("", names), ticks: () => names.map((label, value) => ({ value, label })) },
    zoom: null,
    layers: [barsLayer(bars)],
    hitTest: (painter, pointer) => {
      const bar = barAt(bars, painter, pointer.y);
      const parameter = bar && shown[bar.y];
      if (!bar || !parameter) return null;
      return {
        run: null,
        at: { x: painter.x(bar.value), y: painter.y(bar.y) },
        draw: () => {},
        tooltip: {
          title: parameter.name,
          rows: [
            { colour: bar.colour, name: "importance", value: percent(parameter.importance) },
            {
              colour: null,
              name: "rank correlation",
              value:
                parameter.correlation === null
                  ? "none: it has no order"
                  : signed(parameter.correlation),
            },
          ],
        },
      };
    },
    emphasis: null,
  };
}

const LABEL_ROOM = 1.12; // right of the longest bar, for its label
const WEAK = 0.1; // correlation that points nowhere

interface Direction {
  name: string;
  /** Number of the series whose colour it has: blue and orange differ for everybody. */
  series: number | null;
}

const LARGER: Direction = { name: "larger is better", series: 0 };
const SMALLER: Direction = { name: "smaller is better", series: 1 };
const NEITHER: Direction = { name: "neither, or no order", series: null };
const DIRECTIONS = [LARGER, SMALLER, NEITHER];

function directionOf({ correlation }: ParameterImportance): Direction {
  if (correlation === null || Math.abs(correlation) < WEAK) return NEITHER;
  return correlation > 0 ? LARGER : SMALLER;
}

function colourOfSeries({ series, muted }: PlotColours, index: number | null): string {
  return index === null ? muted : (series[index] ?? muted);
}

function ImportanceNotes({ report }: { report: ImportanceReport | null }) {
  const colours = plotColours();
  return (
    <div class="colour-legend">
      {DIRECTIONS.map(({ name, series }) => (
        <span key={name} class="colour-name">
          <span
            class="colour-dot"
            ref={(element) => {
              if (element) element.style.background = colourOfSeries(colours, series);
            }}
          />
          {name}
        </span>
      ))}
      <p class="chart-note">{report ? notesOf(report) : ""}</p>
    </div>
  );
}

function notesOf({ runs, without, explained, note }: ImportanceReport): string {
  const share =
    explained === null
      ? ""
      : `, explains ${percent(Math.max(0, explained))} of what differs in other runs`;
  const rest = without === 0 ? "" : `; ${without.toLocaleString("en")} more have no value`;
  return `Learnt from ${plural(runs, "run")}${share}${rest}. ${note ?? ""}`;
}

function statusOf(
  { value, error, retry }: Loaded<ImportanceReport>,
  metric: string | null,
): Status {
  if (metric === null)
    return empty("No metric yet", "Importance can be learnt once runs have logged a metric.");
  if (error !== null) return { kind: "error", message: error, retry };
  if (!value) return LOADING;
  if (value.parameters.length > 0) return READY;
  return empty(
    "Too little to learn from",
    "It takes several finished runs whose parameters differ.",
  );
}

function tableOf(value: ImportanceReport | null): DataTable {
  return {
    columns: ["parameter", "importance", "rank correlation"],
    rows: (value?.parameters ?? []).map(({ name, importance, correlation }) => [
      name,
      importance,
      correlation,
    ]),
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function signed(correlation: number): string {
  return `${correlation > 0 ? "+" : "−"}${Math.abs(correlation).toFixed(2)}`;
}
