import type { RunDetail, RunRow } from "../../../src/api/runs.js";
import { api } from "../api-client.js";
import type { ChartContent } from "../charts/chart-content.js";
import { bestAxis, curvePoints } from "../charts/curve-points.js";
import { LineChartView } from "../charts/line-chart-view.js";
import { hasEnded } from "../has-ended.js";
import { Notice } from "../ui/notice.js";
import { Swatch } from "../ui/swatch.js";
import { useLoaded } from "../ui/use-loaded.js";
import { groupMetrics, type MetricGroup } from "./metric-groups.js";

/** One small chart for each group of metrics. */
export function MetricCharts({ detail: { run, metrics } }: { detail: RunDetail }) {
  const groups = groupMetrics(metrics.map(({ name }) => name));
  const countsOf = (group: MetricGroup) =>
    metrics.filter(({ name }) => group.metrics.includes(name)).map(({ count }) => count);
  return (
    <section class="card">
      <h2>Curves</h2>
      {groups.length === 0 && <NoCurves run={run} />}
      <div class="chart-grid">
        {groups.map((group) => (
          <GroupChart
            key={group.title}
            run={run.id}
            group={group}
            version={`${run.attempt} ${group.metrics} ${countsOf(group)}`}
          />
        ))}
      </div>
    </section>
  );
}

interface GroupChartProps {
  run: string;
  group: MetricGroup;
  /** Another one when there are new values. */
  version: string;
}

function GroupChart({ run, group: { title, metrics }, version }: GroupChartProps) {
  const { value, error } = useLoaded(version, () => load(run, title, metrics));
  return (
    <figure class="small-chart">
      <figcaption>
        <h3>{title}</h3>
        <p class="small-legend">
          {metrics.map((name, i) => (
            <Legend key={name} name={name} index={i} />
          ))}
        </p>
      </figcaption>
      <LineChartView content={value} />
      {error !== null && <Notice title={error} isError />}
    </figure>
  );
}

function Legend({ name, index }: { name: string; index: number }) {
  return (
    <>
      <Swatch index={index} />
      <span>{name}</span>
    </>
  );
}

/** One curve for each name. */
async function load(run: string, title: string, names: readonly string[]): Promise<ChartContent> {
  const lists = await Promise.all(names.map((name) => api.curves([run], name)));
  const curves = lists.flat();
  const axis = bestAxis(curves);
  const series = curves.map((curve, i) => ({
    name: names[i] ?? "",
    styleIndex: i,
    points: curvePoints(curve, axis),
  }));
  return { series, metric: title, axis };
}

function NoCurves({ run }: { run: RunRow }) {
  if (hasEnded(run)) return <Notice title="No curves">It logged no metric.</Notice>;
  return (
    <Notice title="No curves yet">
      {run.state === "queued" ? "It waits for its turn." : "It has logged no metric yet."}
    </Notice>
  );
}
