import { Delaunay } from "d3-delaunay";

/** Where a metric was measured; x and y between 0 and 1, as they lie on the axes. */
export interface Sample {
  x: number;
  y: number;
  value: number;
}

/** Values over the unit square in rows from y = 0 up; NaN where nothing is known. */
export interface Surface {
  columns: number;
  rows: number;
  values: Float64Array;
}

/**
 * Interpolates samples linearly within the triangles of their Delaunay triangulation. It invents nothing: outside of the
 * samples' convex hull there are no values. Samples at one place count as their mean. Fewer than three places, or places
 * on one line, make no surface: all of it is NaN.
 */
export function surfaceOf(samples: readonly Sample[], columns: number, rows: number): Surface {
  const places = merge(samples);
  const values = new Float64Array(columns * rows).fill(Number.NaN);
  const { triangles } = Delaunay.from(
    places,
    ({ x }) => x,
    ({ y }) => y,
  );
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [0, 1, 2].map((i) => places[triangles[t + i] ?? 0]);
    const [a, b, c] = corners;
    if (a && b && c) fillTriangle({ columns, rows, values }, a, b, c);
  }
  return { columns, rows, values };
}

/** x or y of the middle of the n-th of `count` cells. */
export function cellCentre(index: number, count: number): number {
  return (index + 0.5) / count;
}

function merge(samples: readonly Sample[]): Sample[] {
  const byPlace = new Map<string, { x: number; y: number; sum: number; count: number }>();
  for (const { x, y, value } of samples) {
    if (![x, y, value].every(Number.isFinite)) continue;
    const key = `${x} ${y}`;
    const place = byPlace.get(key) ?? { x, y, sum: 0, count: 0 };
    byPlace.set(key, { x, y, sum: place.sum + value, count: place.count + 1 });
  }
  return [...byPlace.values()].map(({ x, y, sum, count }) => ({ x, y, value: sum / count }));
}

const ON_EDGE = 1e-9; // a centre this far outside of a triangle is on its edge: no gaps between neighbours

function fillTriangle(surface: Surface, a: Sample, b: Sample, c: Sample): void {
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (Math.abs(area) < Number.EPSILON) return;
  const { columns, rows, values } = surface;
  const [left, right] = cellsBetween([a.x, b.x, c.x], columns);
  const [bottom, top] = cellsBetween([a.y, b.y, c.y], rows);
  for (let row = bottom; row <= top; row++) {
    const y = cellCentre(row, rows);
    for (let column = left; column <= right; column++) {
      const x = cellCentre(column, columns);
      const ofB = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
      const ofC = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
      const ofA = 1 - ofB - ofC;
      if (Math.min(ofA, ofB, ofC) < -ON_EDGE) continue;
      values[row * columns + column] = ofA * a.value + ofB * b.value + ofC * c.value;
    }
  }
}

function cellsBetween(ends: readonly number[], count: number): [number, number] {
  const first = Math.floor(Math.min(...ends) * count);
  const last = Math.ceil(Math.max(...ends) * count);
  return [Math.max(0, first), Math.min(count - 1, last)];
}
