/** A row of `points` that has a finite value. */
export type FinitePoint = [step: number, epoch: number | null, time: number, value: number];

/**
 * What the statement in curves.ts picks, of points that were read: the ends, and of each of `buckets` ranges of equally many
 * steps the lowest and the highest value, of equals the earlier. @param points by step
 */
export function samplePoints(points: readonly FinitePoint[], buckets: number): FinitePoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const steps = last[0] - first[0] + 1;
  const sampled = [first];
  const keep = (point: FinitePoint) => {
    if (sampled.at(-1) !== point) sampled.push(point);
  };
  for (let bucket = 0, i = 0; bucket < buckets && i < points.length; bucket++) {
    const end = first[0] + Math.floor((steps * (bucket + 1)) / buckets);
    let [low, high] = [points[i] ?? last, points[i] ?? last];
    if (low[0] >= end) continue; // no point is in it
    for (; i < points.length; i++) {
      const point = points[i] ?? last;
      if (point[0] >= end) break;
      if (point[3] < low[3]) low = point;
      if (point[3] > high[3]) high = point;
    }
    keep(low[0] < high[0] ? low : high);
    keep(low[0] < high[0] ? high : low);
  }
  keep(last);
  return sampled;
}
