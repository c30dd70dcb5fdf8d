import { z } from "zod";
import type { Curve, CurveList } from "../../api/curves.js";
import { toWire } from "../../core/metric-value.js";
import type { MetricPoint, RunRecord } from "../../core/records.js";
import type { CurvePart } from "../../store/store.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";

const MOST_RUNS = 100; // more curves than one chart can tell apart
const MOST_NON_FINITE = 100; // marks of one curve: more hide each other
const DEFAULT_BUCKETS = 400; // about one per two pixels of a chart's width

const query = z.strictObject({
  runs: z
    .string()
    .transform((list) => list.split(",").filter((id) => id !== ""))
    .pipe(z.array(z.string()).min(1).max(MOST_RUNS)),
  metric: z.string().min(1),
  buckets: z.coerce.number().int().min(1).max(5000).default(DEFAULT_BUCKETS),
  axis: z.enum(["step", "epoch", "time"]).default("step"),
  from: z.coerce.number().default(Number.NEGATIVE_INFINITY),
  to: z.coerce.number().default(Number.POSITIVE_INFINITY),
});

export function curvesRoute({ store }: ServerDeps): Route {
  return get({
    path: "/api/curves",
    params: z.strictObject({}),
    query,
    handle({ query: { runs, metric, buckets, ...part } }) {
      const summaries = store.summaries(runs);
      const curves = runs.map((id) => {
        const summary = summaries.get(id)?.find(({ name }) => name === metric);
        const run = findRun(store, id);
        return toCurve(run, {
          points: store.curveSampled(id, metric, buckets, partOf(run, part)),
          count: summary?.count ?? 0,
          // a summary that knows of none spares the search
          nonFinite: summary?.nonFinite ? store.nonFinitePoints(id, metric, MOST_NON_FINITE) : [],
        });
      });
      const list: CurveList = { metric, curves };
      return { type: "json", value: list };
    },
  });
}

/** Times are asked for in seconds since the run began. */
function partOf({ startedAt }: RunRecord, { axis, from, to }: CurvePart): CurvePart {
  if (axis !== "time") return { axis, from, to };
  const begin = startedAt ?? 0;
  return { axis, from: begin + from * 1000, to: begin + to * 1000 };
}

interface CurveParts {
  points: readonly MetricPoint[];
  count: number;
  nonFinite: readonly MetricPoint[];
}

function toCurve(run: RunRecord, { points, count, nonFinite }: CurveParts): Curve {
  const begin = run.startedAt ?? points[0]?.time ?? nonFinite[0]?.time ?? 0;
  const secondsOf = (time: number) => (time - begin) / 1000;
  return {
    run: run.id,
    steps: points.map(({ step }) => step),
    epochs: points.map(({ epoch }) => epoch),
    seconds: points.map(({ time }) => secondsOf(time)),
    values: points.map(({ value }) => value),
    count,
    nonFinite: nonFinite.flatMap(({ step, epoch, time, value }) => {
      const kind = toWire(value);
      return typeof kind === "string" ? [{ step, epoch, seconds: secondsOf(time), kind }] : [];
    }),
  };
}
