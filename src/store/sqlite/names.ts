import type { Metric, MetricGoal } from "../../core/metric-goal.js";
import type { Connection } from "./connection.js";

export interface Names {
  /** In alphabetical order. */
  parameters(): string[];
  /** That were logged, and by which sweeps are judged. */
  metrics(): string[];
  judges(): { metric: Metric }[];
}

export function createNames({ db }: Connection): Names {
  const parameters = db.prepare<[], { name: string }>(distinct("run_params"));
  const logged = db.prepare<[], { name: string }>(distinct("series"));
  const judges = db.prepare<[], { name: string; goal: MetricGoal }>(`
    select metric_name as name, metric_goal as goal from sweeps order by created_at desc, id desc`);
  const listJudges = () => judges.all().map((metric) => ({ metric }));
  return {
    parameters: () => parameters.all().map(({ name }) => name),
    metrics: () => {
      const judging = listJudges().map(({ metric }) => metric.name);
      return [...new Set([...logged.all().map(({ name }) => name), ...judging])].sort();
    },
    judges: listJudges,
  };
}

/** One look-up in the index for each name, where `select distinct` would read every row. */
function distinct(table: string): string {
  return `
    with recursive found (name) as (
      select min(name) from ${table}
      union all
      select (select min(name) from ${table} where ${table}.name > found.name) from found where found.name is not null)
    select name from found where name is not null`;
}
