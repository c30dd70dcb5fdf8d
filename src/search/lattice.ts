import type { Point, SearchSpace } from "../core/search-space.js";
import { type Levels, levelsOf } from "./levels.js";

/** All points of a finite space, numbered from 0: the first dimension varies slowest. */
export interface Lattice {
  /** Number of points: the product of the dimensions' levels. */
  size: number;
  /** The point of a number below `size`. */
  pointAt(rank: number): Point;
  /** The number of the point that has the given level in each dimension, in the order of the space. */
  rankOf(levels: readonly number[]): number;
  dimensions: readonly Levels[];
}

/** Null where a dimension has no finite list of values. */
export function latticeOf(space: SearchSpace): Lattice | null {
  const names = [...space.keys()];
  const dimensions: Levels[] = [];
  for (const dimension of space.values()) {
    const levels = levelsOf(dimension);
    if (levels === null) return null;
    dimensions.push(levels);
  }
  return {
    dimensions,
    size: dimensions.reduce((product, { count }) => product * count, 1),
    pointAt: (rank) => pointAt(names, dimensions, rank),
    rankOf: (levels) =>
      dimensions.reduce((rank, { count }, i) => rank * count + (levels[i] ?? 0), 0),
  };
}

/** Reads `rank` as a number of mixed radix, the last dimension being its lowest digit. */
function pointAt(names: readonly string[], dimensions: readonly Levels[], rank: number): Point {
  const point: Point = Object.fromEntries(names.map((name) => [name, null])); // fixes the order of the keys
  let rest = rank;
  for (let i = names.length - 1; i >= 0; i--) {
    const [name, levels] = [names[i], dimensions[i]];
    if (name === undefined || levels === undefined) continue;
    point[name] = levels.at(rest % levels.count);
    rest = Math.floor(rest / levels.count);
  }
  return point;
}
