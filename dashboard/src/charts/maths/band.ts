/** A curve as columns: x ascending. */
export interface Line {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
}

/** What several curves have in common, at ascending x. */
export interface Band {
  x: Float64Array;
  mean: Float64Array;
  low: Float64Array;
  high: Float64Array;
  /** How many curves reach to this x. */
  count: Uint32Array;
}

export type BandKind = "interval" | "range";

const MOST_POINTS = 400; // about one per two pixels

/**
 * Mean of curves, with its 95 % interval (Student's t) or with the lowest and highest. Curves have points at different
 * x: between two of its points a curve is a straight line, and before its first and after its last it does not count.
 */
export function bandOf(lines: readonly Line[], kind: BandKind): Band {
  const x = commonPositions(lines);
  const empty = () => new Float64Array(x.length);
  const band: Band = {
    x,
    mean: empty(),
    low: empty(),
    high: empty(),
    count: new Uint32Array(x.length),
  };
  const columns = lines.map((line) => interpolate(line, x));
  for (let i = 0; i < x.length; i++) {
    const values = columns.map((column) => column[i] ?? Number.NaN).filter(Number.isFinite);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const [low, high] = kind === "range" ? extremes(values) : interval(values, mean);
    band.count[i] = values.length;
    band.mean[i] = mean;
    band.low[i] = low;
    band.high[i] = high;
  }
  return band;
}

/** y of the line at each of these ascending x; NaN outside of it and where a neighbour is not finite. */
export function interpolate({ x, y }: Line, at: ArrayLike<number>): Float64Array {
  const result = new Float64Array(at.length).fill(Number.NaN);
  let next = 0;
  for (let i = 0; i < at.length; i++) {
    const wanted = at[i] ?? 0;
    while (next < x.length && (x[next] ?? 0) < wanted) next++;
    const [x1, y1] = [x[next], y[next]];
    if (x1 === undefined || y1 === undefined) break;
    if (x1 === wanted) result[i] = y1;
    else if (next > 0) {
      const [x0, y0] = [x[next - 1] ?? 0, y[next - 1] ?? Number.NaN];
      result[i] = y0 + ((y1 - y0) * (wanted - x0)) / (x1 - x0);
    }
  }
  return result;
}

/** All positions that occur, thinned evenly to what can be seen. */
function commonPositions(lines: readonly Line[]): Float64Array {
  const all = new Set<number>();
  for (const { x } of lines) for (let i = 0; i < x.length; i++) all.add(x[i] ?? 0);
  const sorted = Float64Array.from(all).sort();
  if (sorted.length <= MOST_POINTS) return sorted;
  const last = sorted.length - 1;
  return Float64Array.from(
    { length: MOST_POINTS },
    (_, i) => sorted[Math.round((i * last) / (MOST_POINTS - 1))] ?? 0,
  );
}

function extremes(values: readonly number[]): [number, number] {
  return values.length === 0
    ? [Number.NaN, Number.NaN]
    : [Math.min(...values), Math.max(...values)];
}

function interval(values: readonly number[], mean: number): [number, number] {
  if (values.length < 2) return [mean, mean];
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / (values.length - 1) / values.length);
  const half = tQuantile(values.length - 1) * error;
  return [mean - half, mean + half];
}

/** 97.5 % quantiles of Student's t for 1, 2, … degrees of freedom. */
const T_TABLE = [
  ...[12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228],
  ...[2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086],
  ...[2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042],
];

/** Beyond 30 degrees of freedom 1.96 + 2.4 / n is within 0.002 of the quantile. */
function tQuantile(freedom: number): number {
  return T_TABLE[freedom - 1] ?? 1.96 + 2.4 / freedom;
}
