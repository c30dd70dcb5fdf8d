import { useMemo } from "preact/hooks";
import type { Comparison } from "../../../../src/api/compare.js";
import { api } from "../../api-client.js";
import { LoadedView } from "../../ui/loaded-view.js";
import { RunCurves } from "../../ui/run-curves.js";
import { useLoaded } from "../../ui/use-loaded.js";
import { letterOf } from "./letters.js";

export interface ComparedCurvesProps {
  comparison: Comparison;
  metric: string | null;
  onMetric(metric: string): void;
}

/** The runs' curves of one metric, one over the other. */
export function ComparedCurves({ comparison, metric: asked, onMetric }: ComparedCurvesProps) {
  const { runs } = comparison;
  const metrics = useMemo(() => metricsOf(comparison), [comparison]);
  const metric = asked ?? metrics.find((name) => /^val_acc/.test(name)) ?? metrics[0] ?? null;
  const ids = runs.map(({ id }) => id);
  const loaded = useLoaded(`${metric} ${ids}`, async () => {
    return metric === null ? [] : api.curves(ids, metric);
  });
  const names = useMemo(
    () => runs.map(({ name, id }, i) => `${letterOf(i)} ${name || id}`),
    [runs],
  );
  if (metric === null) return null;
  return (
    <section class="compared-curves" aria-label="Curves">
      <label class="picker">
        <span>Metric</span>
        <select value={metric} onChange={(event) => onMetric(event.currentTarget.value)}>
          {metrics.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <LoadedView loaded={loaded} what="the curves">
        {(curves) => (
          <RunCurves
            title={metric}
            fileName={`compare-${metric}`}
            {...{ metric, curves, names }}
            emptiness={{ title: `No values of ${metric}`, body: "Choose another metric." }}
          />
        )}
      </LoadedView>
    </section>
  );
}

/** Those that most runs have come first. */
function metricsOf({ sections }: Comparison): string[] {
  const rows = sections.find(({ name }) => name === "metrics")?.rows ?? [];
  return rows
    .filter(({ name }) => name.endsWith(" last"))
    .map(({ name, cells }) => ({
      name: name.slice(0, -" last".length),
      runs: cells.filter((cell) => cell !== null).length,
    }))
    .sort((a, b) => b.runs - a.runs)
    .map(({ name }) => name);
}
