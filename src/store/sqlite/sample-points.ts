interface Point {
  step: number;
  value: number | null;
}

/**
 * What the statement in curves.ts picks, of points that were read: the ends, and of each of `buckets` ranges of equally many
 * steps the lowest and the highest value, of equals the earlier. @param points by step; those without a value are left out
 */
export function samplePoints<P extends Point>(points: readonly P[], buckets: number): P[] {
  const finite = points.filter(({ value }) => value !== null);
  const [first, last] = [finite[0], finite.at(-1)];
  if (!first || !last) return [];
  const steps = last.step - first.step + 1;
  const kept = new Set<P>([first, last]);
  let low = first;
  let high = first;
  let end = 0;
  for (let bucket = 0, i = 0; bucket < buckets && i < finite.length; bucket++) {
    end = first.step + Math.floor((steps * (bucket + 1)) / buckets);
    const begin = i;
    for (; i < finite.length && (finite[i]?.step ?? 0) < end; i++) {
      const point = finite[i] ?? last;
      if (i === begin || (point.value ?? 0) < (low.value ?? 0)) low = point;
      if (i === begin || (point.value ?? 0) > (high.value ?? 0)) high = point;
    }
    if (i > begin) kept.add(low).add(high);
  }
  return finite.filter((point) => kept.has(point));
}
