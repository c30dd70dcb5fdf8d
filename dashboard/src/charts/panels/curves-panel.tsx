import { X_AXES, type XAxis } from "../../address.js";
import type { ChartContext } from "../context.js";
import { bestAxis } from "../curve-points.js";
import { type LoadedCurves, useCurves } from "../curves/use-curves.js";
import type { Status } from "../frame/status.js";
import { empty, LOADING, READY } from "../frame/status.js";
import type { CurvesState } from "../state/chart-state.js";
import type { RunTable } from "../table/run-table.js";
import { type Loaded, useRunTable } from "../table/use-run-table.js";
import { CurveChart } from "./curve-chart.js";
import { CurvesControls } from "./curves-controls.js";
import type { PanelProps } from "./panel-props.js";

const POINTS_IN_ALL = 120_000; // that a browser draws without a delay that one notices
const MOST_BUCKETS = 800; // two points each: as many as a chart has pixels
const LEAST_BUCKETS = 60;
const MOST_VARYING = 10; // parameters that are read for the tooltip

/** Learning curves of the ticked runs, or of the first ones in the table. */
export function CurvesPanel({ context, state, onState }: PanelProps) {
  const { curves } = state;
  const choose = (change: Partial<CurvesState>) =>
    onState({ ...state, curves: { ...curves, ...change } });
  const metrics = curves.metrics ?? defaultMetrics(context);
  const varying = varyingFields(context);
  const by = context.groupBy.length > 0 ? context.groupBy : ["variant"];
  const runs = useRunTable(context, {
    fields: ["started", ...new Set([...by, ...varying])],
    limit: context.selected.length > 0 ? context.selected.length : curves.most,
    ...(context.selected.length > 0 ? { where: `id in (${context.selected.join(", ")})` } : {}),
  });
  const ids = runs.value?.ids ?? expectedRuns(context, curves);
  const loaded = useCurves(context, {
    runs: ids,
    metrics,
    buckets: bucketsFor(ids.length),
    window: windowOf(curves),
  });
  const axis = curves.x ?? axisFor(loaded, metrics, ids);
  const status = statusOf(context, runs, loaded, ids);
  return (
    <div class="curves-panel">
      <CurvesControls
        context={context}
        state={curves}
        metrics={metrics}
        axis={axis}
        onChoose={choose}
      />
      <div class={metrics.length > 1 ? "small-multiples" : undefined}>
        {metrics.map((metric) => (
          <CurveChart
            key={metric}
            {...{ context, state: curves, metric, axis, varying, by, loaded, status }}
            table={runs.value}
            isSmall={metrics.length > 1}
            onZoom={(zoom) => choose({ zoom, ...(curves.x === null && zoom ? { x: axis } : {}) })}
          />
        ))}
      </div>
    </div>
  );
}

/** What the table of runs will most likely say, so that curves are read beside it and not after it. */
function expectedRuns({ selected, first }: ChartContext, { most }: CurvesState): readonly string[] {
  return selected.length > 0 ? selected : first.slice(0, most);
}

function defaultMetrics({ judge, columns }: ChartContext): string[] {
  const name = judge?.metric ?? columns.metrics[0]?.name;
  return name === undefined ? [] : [name];
}

function varyingFields({ columns }: ChartContext): string[] {
  const varying = columns.parameters.filter(({ varies }) => varies);
  return varying.slice(0, MOST_VARYING).map(({ field }) => field);
}

function bucketsFor(runs: number): number {
  const fair = Math.floor(POINTS_IN_ALL / 2 / Math.max(1, runs));
  return Math.min(MOST_BUCKETS, Math.max(LEAST_BUCKETS, fair));
}

/** A zoomed x axis is read more finely; not over the time of the sweep, which each run sees shifted. */
function windowOf({ zoom, x, fromSweep }: CurvesState) {
  if (!zoom?.x || x === null || (x === "time" && fromSweep)) return null;
  return { axis: x, from: zoom.x[0], to: zoom.x[1] };
}

function axisFor(
  { cache }: LoadedCurves,
  metrics: readonly string[],
  ids: readonly string[],
): XAxis {
  const known = metrics.flatMap((metric) => ids.flatMap((run) => cache.get(metric, run) ?? []));
  return known.length === 0 ? X_AXES[0] : bestAxis(known);
}

function statusOf(
  context: ChartContext,
  runs: Loaded<RunTable>,
  loaded: LoadedCurves,
  ids: readonly string[],
): Status {
  if (!runs.value)
    return runs.error === null
      ? LOADING
      : { kind: "error", message: runs.error, retry: runs.retry };
  if (ids.length === 0) {
    return context.where === ""
      ? empty("No runs yet", "Curves appear here as soon as a run logs a value.")
      : empty("No run matches", "Change the filter of the table to see curves.");
  }
  if (loaded.version > 0) return READY;
  return loaded.error === null
    ? LOADING
    : { kind: "error", message: loaded.error, retry: loaded.retry };
}
