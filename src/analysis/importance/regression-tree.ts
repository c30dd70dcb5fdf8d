import type { Random } from "../../core/random.js";
import type { Feature } from "./encode.js";

export interface TreeOptions {
  features: readonly Feature[];
  /** What is to be told, one for each run. */
  target: Float64Array;
  /** Runs to learn from, with repetitions. */
  rows: readonly number[];
  /** How many features a split may choose from. */
  tries: number;
  /** Fewest runs in a leaf. */
  leafSize: number;
  random: Random;
}

/** Tells the target of a run; `at(feature)` is the run's value of a feature. */
export type Tree = (at: (feature: number) => number) => number;

/** A regression tree by least squares (Breiman, Friedman, Olshen and Stone 1984). */
export function growTree(options: TreeOptions): Tree {
  return grow(options.rows, options);
}

function grow(rows: readonly number[], options: TreeOptions): Tree {
  const mean = meanOf(rows, options.target);
  const split = rows.length >= 2 * options.leafSize ? bestSplit(rows, options) : null;
  if (split === null) return () => mean;
  const { feature, isLeft } = split;
  const values = options.features[feature]?.values ?? new Float64Array(0);
  const left = grow(
    rows.filter((row) => isLeft(values[row] as number)),
    options,
  );
  const right = grow(
    rows.filter((row) => !isLeft(values[row] as number)),
    options,
  );
  return (at) => (isLeft(at(feature)) ? left(at) : right(at));
}

interface Split {
  feature: number;
  isLeft(value: number): boolean;
  /** How much the sum of squares falls. */
  gain: number;
}

const LEAST_GAIN = 1e-12; // of numbers that are equal but for rounding

function bestSplit(rows: readonly number[], options: TreeOptions): Split | null {
  const { features, tries, random } = options;
  const order = random.shuffle(features.map((_, i) => i));
  let best: Split | null = null;
  for (const [tried, feature] of order.entries()) {
    if (tried >= tries && best !== null) break; // constant features here do not count
    const split = splitBy(feature, rows, options);
    if (split && split.gain > (best?.gain ?? LEAST_GAIN)) best = split;
  }
  return best;
}

/** The target summed up over the runs that have one value. */
interface Group {
  value: number;
  count: number;
  sum: number;
}

/**
 * The best cut of one feature. Categories are put in the order of their means: no other division into two has a higher gain
 * (Fisher 1958).
 */
function splitBy(feature: number, rows: readonly number[], options: TreeOptions): Split | null {
  const { isOrdered = true } = options.features[feature] ?? {};
  const groups = groupsOf(feature, rows, options);
  groups.sort(
    isOrdered ? (a, b) => a.value - b.value : (a, b) => a.sum / a.count - b.sum / b.count,
  );
  const cut = bestCut(groups, rows.length, options.leafSize);
  if (cut === null) return null;
  const left = new Set(groups.slice(0, cut.at).map(({ value }) => value));
  const bound = groups[cut.at]?.value ?? 0;
  const isLeft = isOrdered ? (value: number) => value < bound : (value: number) => left.has(value);
  return { feature, isLeft, gain: cut.gain };
}

function groupsOf(
  feature: number,
  rows: readonly number[],
  { features, target }: TreeOptions,
): Group[] {
  const values = features[feature]?.values ?? new Float64Array(0);
  const groups = new Map<number, Group>();
  for (const row of rows) {
    const value = values[row] as number;
    const group = groups.get(value) ?? { value, count: 0, sum: 0 };
    group.count++;
    group.sum += target[row] as number;
    groups.set(value, group);
  }
  return [...groups.values()];
}

/** Where to cut so that the sum of squares falls most: with equal totals, where sum²/count of both sides is highest. */
function bestCut(groups: readonly Group[], count: number, leafSize: number) {
  const total = groups.reduce((sum, group) => sum + group.sum, 0);
  const whole = total ** 2 / count;
  let best: { at: number; gain: number } | null = null;
  let [before, sum] = [0, 0];
  for (let at = 1; at < groups.length; at++) {
    const group = groups[at - 1] as Group; // at is within
    before += group.count;
    sum += group.sum;
    if (before < leafSize || count - before < leafSize) continue;
    const gain = sum ** 2 / before + (total - sum) ** 2 / (count - before) - whole;
    if (gain > (best?.gain ?? 0)) best = { at, gain };
  }
  return best;
}

function meanOf(rows: readonly number[], target: Float64Array): number {
  return rows.reduce((sum, row) => sum + (target[row] as number), 0) / Math.max(1, rows.length);
}
