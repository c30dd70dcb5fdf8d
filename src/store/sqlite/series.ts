/**
 * Writes points, and each series' summary with them. Invariants:
 *
 * 1. After every transaction a series' summary is what its points say.
 * 2. A step has one point: the one that was logged last.
 * 3. A new step costs one insert and no look at older points; only a batch that replaces an extreme reads the
 *    series again, once.
 * 4. A long series' blocks say what its points say.
 */
import type { NonFinite } from "../../core/metric-value.js";
import type { MetricPoint, MetricSummary } from "../../core/records.js";
import { createKeepBlocks } from "./blocks.js";
import type { Connection } from "./connection.js";
import { fromColumns, type NumberColumns, toColumns } from "./number-columns.js";
import { emptySummary, isIrreplaceable, withPoint, withReplacedPoint } from "./series-summary.js";

export interface SeriesRow {
  id: number;
  run_id: string;
  name: string;
  count: number;
  last: number | null;
  last_kind: NonFinite | null;
  last_step: number;
  min: number | null;
  min_step: number | null;
  max: number | null;
  max_step: number | null;
  non_finite: NonFinite | null;
  result: number | null;
  result_step: number | null;
}

/** Adds points to a run's series, in the order in which they were logged. Call it inside a transaction. */
export type AddPoints = (runId: string, points: readonly MetricPoint[]) => void;

export function createAddPoints({ db }: Connection): AddPoints {
  const create = db.prepare<[string, string]>(
    "insert into series (run_id, name) values (?, ?) on conflict do nothing",
  );
  const find = db.prepare<[string, string], SeriesRow>(
    "select * from series where run_id = ? and name = ?",
  );
  const valueAt = db.prepare<[number, number], NumberColumns>(
    "select value, kind from points where series_id = ? and step = ?",
  );
  const put = db.prepare<[object]>(`
    insert into points (series_id, step, epoch, time, value, kind) values (@id, @step, @epoch, @time, @value, @kind)
    on conflict (series_id, step) do update set
      epoch = excluded.epoch, time = excluded.time, value = excluded.value, kind = excluded.kind`);
  const save = db.prepare<[object]>(`
    update series set count = @count, last = @last, last_kind = @lastKind, last_step = @lastStep,
      min = @min, min_step = @minStep, max = @max, max_step = @maxStep, non_finite = @nonFinite
    where id = @id`);
  const keepBlocks = createKeepBlocks({ db });
  const reread = db.prepare<[object], SeriesRow>(SUMMARY_OF_POINTS);

  const addTo = (series: SeriesRow, points: readonly MetricPoint[]) => {
    let summary = toSummary(series);
    let stale = false;
    for (const { step, epoch, time, value } of points) {
      const replaced = step > summary.lastStep ? undefined : valueAt.get(series.id, step);
      put.run({ id: series.id, step, epoch, time, ...toColumns(value) });
      stale ||= replaced !== undefined && isIrreplaceable(summary, step, fromColumns(replaced));
      summary = (replaced ? withReplacedPoint : withPoint)(summary, step, value);
    }
    if (stale) summary = toSummary(reread.get(series) as SeriesRow); // it has points, so there is a row
    save.run(toBindings(series.id, summary));
    keepBlocks({ id: series.id, before: series.count, count: summary.count }, points);
  };

  return (runId, points) => {
    for (const [name, ofName] of groupByName(points)) {
      create.run(runId, name);
      addTo(find.get(runId, name) as SeriesRow, ofName); // just made sure of
    }
  };
}

const SUMMARY_OF_POINTS = `
  select @id as id, @run_id as run_id, @name as name,
    count, last.value as last, last.kind as last_kind, last.step as last_step,
    low.value as min, low.step as min_step, high.value as max, high.step as max_step, non_finite,
    @result as result, @result_step as result_step
  from (select count(*) as count, max(kind) as non_finite from points where series_id = @id)
  join (select * from points where series_id = @id order by step desc limit 1) as last
  left join (select * from points where series_id = @id and value is not null order by value, step limit 1) as low
  left join (select * from points where series_id = @id and value is not null order by value desc, step limit 1) as high`;

export function toSummary(row: SeriesRow): MetricSummary {
  if (row.count === 0) return emptySummary(row.name);
  return {
    name: row.name,
    count: row.count,
    last: fromColumns({ value: row.last, kind: row.last_kind }),
    lastStep: row.last_step,
    min: row.min,
    minStep: row.min_step,
    max: row.max,
    maxStep: row.max_step,
    nonFinite: row.non_finite,
    result: row.result,
    resultStep: row.result_step,
  };
}

function toBindings(id: number, { last, ...summary }: MetricSummary): object {
  const { value, kind } = toColumns(last);
  return { id, ...summary, last: value, lastKind: kind };
}

function groupByName(points: readonly MetricPoint[]): Map<string, MetricPoint[]> {
  const groups = new Map<string, MetricPoint[]>();
  for (const point of points) {
    const group = groups.get(point.name);
    if (group) group.push(point);
    else groups.set(point.name, [point]);
  }
  return groups;
}
