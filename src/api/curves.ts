/** GET /api/curves?runs=a,b&metric=val_accuracy&buckets=400 */
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
}

/** GET /api/metrics */
export interface MetricNames {
  metrics: string[];
}
