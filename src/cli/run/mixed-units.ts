import type { RankedRun } from "../../selection/best.js";
import { isAccuracy } from "../format/metric.js";
import { formatCountOf, formatNumber } from "../format/number.js";
import { firstOf } from "./first-of.js";

const MOST_NAMED = 8; // as of runs that cannot be judged

/** An accuracy that some runs log as a share of one and others in per cent, which rank first whatever they got right; in words. */
export function mixedUnits(ranking: readonly RankedRun[], metric: string): string[] {
  if (!isAccuracy(metric)) return [];
  const above = ranking.filter(({ value }) => value > 1);
  if (above.length === 0 || above.length === ranking.length) return [];
  const named = firstOf(
    above.map(({ run, value }) => `${run.id} with ${formatNumber(value)}`),
    MOST_NAMED,
  );
  return [
    `warning: \`${metric}\` is above 1 in ${above.length} of ${formatCountOf(ranking.length, "run")}, a share of one in the others: they are ranked as if both were the same (${named})`,
  ];
}
