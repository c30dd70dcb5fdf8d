/** Metrics that belong into one chart. */
export interface MetricGroup {
  title: string;
  /** In order: training first. */
  metrics: string[];
}

const VALIDATION = /^(val|valid|validation)[_./]/;

/** `loss` and `val_loss` share a chart; what is validated comes first, because a run is judged by it. */
export function groupMetrics(names: readonly string[]): MetricGroup[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const title = name.replace(VALIDATION, "");
    groups.set(title, [...(groups.get(title) ?? []), name]);
  }
  return [...groups]
    .map(([title, metrics]) => ({ title, metrics: metrics.sort(byLength) }))
    .sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, "en"));
}

function byLength(a: string, b: string): number {
  return a.length - b.length; // a prefix makes it longer
}

function rank({ metrics }: MetricGroup): number {
  return metrics.some((name) => VALIDATION.test(name)) ? 0 : 1;
}
