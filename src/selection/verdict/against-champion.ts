import type { RunRecord } from "../../core/records.js";
import type { MetricStore, PromotionStore, RunStore, SweepStore } from "../../store/store.js";
import { CHAMPION } from "../promotion.js";
import { type Comparison, compareRuns, sameRows } from "./compare.js";
import { readMarks } from "./marks.js";
import { comparisonInWords, standingOf } from "./standing.js";
import { differenceInKind } from "./unrelated.js";

/** A run against the present champion, on the validation rows that both answered. */
export interface ChampionVerdict {
  champion: string;
  /** The run's accuracy less the champion's, by McNemar's exact test; null where the two cannot be compared. */
  comparison: Comparison | null;
  /** `worse`, `better`: beyond noise, p below 0.05. `unrelated`: not comparable, and of another metric, trainer or data. */
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
    const without = [mine ? [] : run.id, its ? [] : champion.id].flat();
    const why = kind === null ? `not compared, ${whyNot(without)}` : `cannot be compared: ${kind}`;
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

function whyNot(without: readonly string[]): string {
  return without.length > 0
    ? `${without.join(" and ")} kept no usable predictions`
    : "they answered different validation rows";
}

function label({ id, name }: RunRecord): string {
  return name === "" ? id : `${id} (${name})`;
}
