import { shown } from "../core/json-problems.js";
import type { MetricStore, RunStore } from "../store/store.js";

/** What a run's summary has under a metric's name and is no number, so that it does not say what the metric came to; in words. */
export function untoldResults(
  store: Pick<MetricStore, "summaries"> & Pick<RunStore, "getRun">,
  runId: string,
): string[] {
  const summary = store.getRun(runId)?.summary ?? {};
  const metrics = store.summaries([runId]).get(runId) ?? [];
  return metrics
    .filter(({ name }) => Object.hasOwn(summary, name) && typeof summary[name] !== "number")
    .map(
      ({ name }) =>
        `summary \`${name}\`: expected a finite number, as a metric has this name, got ${shown(summary[name])}; the best value that was logged counts`,
    );
}
