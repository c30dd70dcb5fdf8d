import type { RunRecord } from "../../core/records.js";
import type { MetricStore, PromotionStore, RunStore, SweepStore } from "../../store/store.js";
import { type Count, differenceInterval } from "../interval.js";
import { CHAMPION } from "../promotion.js";
import { type Comparison, compareRuns, sameRows } from "./compare.js";
import { countRight, type MarkedRun, readMarks } from "./marks.js";
import {
  comparisonInWords,
  IN_WORDS,
  percentPoints,
  type Standing,
  standingOf,
} from "./standing.js";
import { differenceInKind } from "./unrelated.js";

/** A run against the present champion, on the validation rows that both answered, or else on those of each. */
export interface ChampionVerdict {
  champion: string;
  /** The run's accuracy less the champion's, by McNemar's exact test; null where they did not answer the same rows. */
  comparison: Comparison | null;
  /**
   * `worse`, `better`: beyond noise, p below 0.05, or of other rows a 95 % interval of the difference without zero. `unrelated`: not
   * comparable, and of another metric, trainer or data. `unknown`: no predictions to compare.
   */
  standing: "worse" | "tied" | "better" | "unknown" | "unrelated";
  sentence: string;
}

export interface Challenge {
  store: RunStore & SweepStore & MetricStore & PromotionStore;
  runsDir: string;
  run: RunRecord;
}

/** Null without a champion, and for the champion itself. */
export function judgeAgainstChampion({ store, runsDir, run }: Challenge): ChampionVerdict | null {
  const id = store.resolveAlias(CHAMPION);
  const champion = id === null ? null : store.getRun(id);
  if (!champion || champion.id === run.id) return null;
  const [mine, its] = [readMarks(store, runsDir, run), readMarks(store, runsDir, champion)];
  const names = `\`${label(run)}\` against the champion \`${label(champion)}\``;
  if (!mine || !its || !sameRows(mine, its)) {
    const kind = differenceInKind(store, run, champion);
    if (kind === null && mine && its) {
      const { standing, words } = onOtherRows(mine, its);
      return { champion: champion.id, comparison: null, standing, sentence: `${names}: ${words}.` };
    }
    const without = [mine ? [] : run.id, its ? [] : champion.id].flat();
    const why =
      kind === null
        ? `not compared, ${without.join(" and ")} kept no usable predictions`
        : `cannot be compared: ${kind}`;
    return {
      champion: champion.id,
      comparison: null,
      standing: kind === null ? "unknown" : "unrelated",
      sentence: `${names}: ${why}.`,
    };
  }
  const comparison = compareRuns(mine, its);
  const standing = standingOf(comparison);
  const sentence = `${names}: ${comparisonInWords(comparison, mine.right.length)}.`;
  return { champion: champion.id, comparison, standing, sentence };
}

/** As if the rows were drawn apart; where some are both's, the truth is nearer than the interval says. */
function onOtherRows(mine: MarkedRun, its: MarkedRun): { standing: Standing; words: string } {
  const [first, second] = [countOf(mine), countOf(its)];
  const { low, high } = differenceInterval(first, second);
  const standing = high < 0 ? "worse" : low > 0 ? "better" : "tied";
  const gap = percentPoints(first.successes / first.trials - second.successes / second.trials);
  const interval = `95 % interval ${percentPoints(low)} to ${percentPoints(high)}`;
  return {
    standing,
    words: `${gap} on different validation rows (${interval}), ${IN_WORDS[standing]}`,
  };
}

function countOf({ right }: MarkedRun): Count {
  return { successes: countRight(right), trials: right.length };
}

function label({ id, name }: RunRecord): string {
  return name === "" ? id : `${id} (${name})`;
}
