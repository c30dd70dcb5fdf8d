import type { MetricPoint, MetricSummary } from "../../core/records.js";
import type { MetricStore } from "../store.js";
import { BLOCK_STEPS, LONG } from "./blocks.js";
import type { Connection } from "./connection.js";
import { createPartBounds } from "./curve-part.js";
import { fromColumns, type NumberColumns } from "./number-columns.js";
import { type FinitePoint, samplePoints } from "./sample-points.js";
import { type SeriesRow, toSummary } from "./series.js";

type MetricQueries = Pick<
  MetricStore,
  "summaries" | "metricNames" | "curve" | "curveSampled" | "nonFinitePoints"
>;

interface PointRow extends NumberColumns {
  step: number;
  epoch: number | null;
  time: number;
}

/** Everything that reads metrics. */
export function createMetricQueries({ db }: Connection): MetricQueries {
  const summaries = db.prepare<[string], SeriesRow>(`
    select series.* from series join json_each(?) as wanted on wanted.value = series.run_id
    where count > 0 order by name`);
  const summariesOf = db.prepare<[string, string], SeriesRow>(`
    select series.* from json_each(?) as wanted cross join series on run_id = wanted.value and name = ? where count > 0`);
  const names = db.prepare<[], { name: string }>("select distinct name from series order by name");
  const seriesOf = db.prepare<[string, string], { id: number; count: number }>(
    "select id, count from series where run_id = ? and name = ?",
  );
  const within = db
    .prepare<[number, number, number], FinitePoint>(`
    select step, epoch, time, value from points where series_id = ? and step between ? and ? and value is not null
    order by step`)
    .raw(); // an object for each row takes twice the time
  const all = db.prepare<[number], PointRow>(
    "select step, epoch, time, value, kind from points where series_id = ? order by step",
  );
  const sampled = db.prepare<[object], FinitePoint>(SAMPLED).raw();
  const boundsOf = createPartBounds({ db });
  const nonFinite = db.prepare<[number, number], PointRow>(`
    select step, epoch, time, value, kind from points where series_id = ? and value is null
    order by step limit ?`);

  return {
    summaries: (runIds, name) => {
      const byRun = new Map<string, MetricSummary[]>(runIds.map((id) => [id, []]));
      const wanted = JSON.stringify([...byRun.keys()]);
      for (const row of name === undefined
        ? summaries.all(wanted)
        : summariesOf.all(wanted, name)) {
        byRun.get(row.run_id)?.push(toSummary(row));
      }
      return byRun;
    },
    metricNames: () => names.all().map(({ name }) => name),
    curve: (runId, name) => {
      const series = seriesOf.get(runId, name);
      return series ? all.all(series.id).map((row) => toPoint(name, row)) : [];
    },
    curveSampled: (runId, name, buckets, part) => {
      const series = seriesOf.get(runId, name);
      if (!series) return [];
      const { first, last } = part ? boundsOf(series.id, part) : WHOLE;
      const whole = Math.max(1, Math.floor(buckets));
      const rows =
        series.count < LONG || series.count <= whole * READ_BELOW
          ? samplePoints(within.all(series.id, first, last), whole)
          : sampled.all({ id: series.id, buckets: whole, first, last });
      return rows.map(([step, epoch, time, value]) => ({ name, step, epoch, time, value }));
    },
    nonFinitePoints: (runId, name, limit) => {
      const series = seriesOf.get(runId, name);
      return series ? nonFinite.all(series.id, limit).map((row) => toPoint(name, row)) : [];
    },
  };
}

/** Points a bucket: below, reading all of them is faster than two searches for each bucket. */
const READ_BELOW = 20;

const WHOLE = { first: 0, last: Number.MAX_SAFE_INTEGER };

const RANGE = "series_id = @id and value is not null and step";

/** The points of a bucket that decide of its lowest or highest value, by step: those at its edges, and one of each block between. */
const CANDIDATES = {
  low: candidates("low"),
  high: candidates("high"),
};

function candidates(end: "low" | "high"): string {
  return `
    select step, value from points where ${RANGE} >= bucket.low and step < bucket.head
    union all
    select ${end}_step, ${end} from blocks
    where series_id = @id and block >= bucket.head / ${BLOCK_STEPS} and block < bucket.tail / ${BLOCK_STEPS} and bucket.head < bucket.tail
    union all
    select step, value from points where ${RANGE} >= bucket.tail and step < bucket.high`;
}

/**
 * Buckets of equally many steps between the first and the last finite point. Each is a head of points, whole blocks, and a tail
 * of points: the cost is the number of buckets and blocks. Beside an only `min` or `max` SQLite takes other columns from the row
 * that has it, of equals from the first one read.
 */
const SAMPLED = `
  with recursive
    ends (first, last) as (
      select (select step from points where ${RANGE} between @first and @last order by step limit 1),
        (select step from points where ${RANGE} between @first and @last order by step desc limit 1)),
    share (first, steps, buckets) as ( -- whole numbers: parameters are bound as floating-point ones
      select first, last - first + 1, cast(@buckets as integer) from ends where first is not null),
    cut (number, low, high) as (
      select 0, first, first + steps / buckets from share
      union all
      select number + 1, cut.high, share.first + steps * (number + 2) / buckets
      from cut, share where number + 1 < buckets),
    headed (low, high, head) as (
      select low, high, min(high, (low + ${BLOCK_STEPS - 1}) / ${BLOCK_STEPS} * ${BLOCK_STEPS}) from cut),
    bucket (low, high, head, tail) as (
      select low, high, head, max(head, high / ${BLOCK_STEPS} * ${BLOCK_STEPS}) from headed),
    kept (step) as (
      select first from ends
      union select last from ends
      union select (select step from (select step, min(value) from (${CANDIDATES.low}))) from bucket
      union select (select step from (select step, max(value) from (${CANDIDATES.high}))) from bucket)
  select step, epoch, time, value from kept cross join points using (step) where series_id = @id order by step`;

function toPoint(name: string, { step, epoch, time, value, kind }: PointRow): MetricPoint {
  return { name, step, epoch, time, value: fromColumns({ value, kind }) };
}
