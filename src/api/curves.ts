import type { NonFinite } from "../core/metric-value.js";

/**
 * GET /api/curves?runs=a,b&metric=val_accuracy&buckets=400&axis=step&from=&to=: at most 100 runs. `from` and `to` bound the part
 * that is wanted, in units of `axis`: `step` (default), `epoch`, or `time` (seconds since the run began); the nearest point
 * outside each bound comes along, so that lines reach the edges. Of each bucket of steps the lowest and highest point are
 * kept: no spike is lost, and a curve of a million points costs what the buckets cost.
 */
export interface CurveList {
  metric: string;
  /** In the order in which the runs were asked for. */
  curves: Curve[];
}

/** Points as columns of equal length, in order of step; non-finite values are left out. */
export interface Curve {
  run: string;
  steps: number[];
  epochs: (number | null)[];
  /** Seconds since the run's attempt began. */
  seconds: number[];
  values: number[];
  /** Number of points of the whole curve, non-finite ones included: how much the buckets leave out. */
  count: number;
  /** The first 100 points without a number, in order of step. */
  nonFinite: NonFinitePoint[];
}

export interface NonFinitePoint {
  step: number;
  epoch: number | null;
  seconds: number;
  kind: NonFinite;
}

/** GET /api/metrics */
export interface MetricNames {
  metrics: string[];
}
