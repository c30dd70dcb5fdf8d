import { z } from "zod";
import type { ExpectedScore, RunRecord } from "../core/records.js";
import type { MetricStore, RunStore } from "../store/store.js";
import { exactMcNemar } from "./mcnemar.js";
import { expectedScore } from "./validation-score.js";
import { type Comparison, compareRuns, sameRows } from "./verdict/compare.js";
import { countRight, joinMarks, type MarkedRun, readMarks } from "./verdict/marks.js";
import { percent } from "./verdict/phrases.js";
import {
  comparisonInWords,
  percentPoints,
  type Standing,
  standingInWords,
  standingOf,
} from "./verdict/standing.js";

/** What an ensemble is made of, and whether that was worth it. */
export interface EnsembleReport {
  /** Those with a weight, the largest first. */
  members: EnsembleMember[];
  /** From how many they were chosen. */
  candidates: number;
  /** Views of each picture over which it answers; 1: the picture alone. */
  views: number;
  /** Accuracy on the validation rows, each answered with weights that it did not choose; null where there are no predictions. */
  score: ExpectedScore | null;
  /** The accuracy of the final weights on the rows that have chosen them. */
  fittedAccuracy: number;
  /** Against the member that answers best alone, as its run did; null where the two cannot be compared. */
  versusBest: VersusBest | null;
}

export interface EnsembleMember {
  name: string;
  /** Ids of its runs. */
  runs: string[];
  weight: number;
  /** Of what its runs answered on the validation rows; `tta_accuracy`: over several views. */
  accuracy: number;
  tta_accuracy?: number | undefined;
  /** Validation rows that only one of the two answers right over these views; absent in ensembles of earlier versions. */
  tta_only?: { ensemble: number; member: number } | undefined;
}

export interface VersusBest {
  member: EnsembleMember;
  /** The ensemble's accuracy less that of what the member's runs answered, which is by the picture alone, by McNemar's exact test. */
  comparison: Comparison;
  standing: Standing;
  /** Where the ensemble answers over several views: against the member that is best over the same. Null where it does not. */
  equalViews: EqualViews | null;
  sentence: string;
}

export interface EqualViews {
  member: EnsembleMember;
  /** The ensemble's accuracy less the member's over the same views. */
  difference: number;
  /** By McNemar's exact test; null for an ensemble of an earlier version, which kept the accuracies alone. */
  pValue: number | null;
}

/** Null for a run that is no finished ensemble. */
export function reportEnsemble(
  store: MetricStore & RunStore,
  runsDir: string,
  run: RunRecord,
): EnsembleReport | null {
  const { trainer } = run.definition;
  const summary = summarySchema.safeParse(run.summary);
  if (trainer.kind !== "builtin" || trainer.type !== "ensemble" || !summary.success) return null;
  const { members, candidates, views, fitted_accuracy } = summary.data;
  return {
    ...{ members, candidates, views, fittedAccuracy: fitted_accuracy },
    score: expectedScore(store, runsDir, run),
    versusBest: againstBest(run, summary.data, (id) => marksOf(store, runsDir, id)),
  };
}

const summarySchema = z.object({
  candidates: z.number(),
  views: z.number(),
  fitted_accuracy: z.number(),
  members: z.array(
    z.object({
      name: z.string(),
      runs: z.array(z.string()),
      weight: z.number(),
      accuracy: z.number(),
      tta_accuracy: z.number().optional(),
      tta_only: z.object({ ensemble: z.number(), member: z.number() }).optional(),
    }),
  ),
});

type MarksOf = (id: string) => MarkedRun | null;

function againstBest(
  run: RunRecord,
  { members, views }: Pick<EnsembleReport, "members" | "views">,
  marksOf: MarksOf,
): VersusBest | null {
  const member = bestBy(members, ({ accuracy }) => accuracy);
  const [mine, its] = [marksOf(run.id), member && jointMarks(member.runs, marksOf)];
  if (!member || !mine || !its || !sameRows(mine, its)) return null;
  const comparison = compareRuns(mine, its);
  const own = countRight(mine.right) / mine.right.length;
  const equalViews = views > 1 ? atEqualViews(own, members) : null;
  const words = comparisonInWords(comparison, mine.right.length);
  const alone = views > 1 ? " on the picture alone" : "";
  const sentence = `Against its best member${alone} \`${member.name}\`: ${words}.`;
  return {
    ...{ member, comparison, standing: standingOf(comparison), equalViews },
    sentence: equalViews ? `${equalViewsInWords(own, equalViews, views)} ${sentence}` : sentence,
  };
}

/** The first of equals. */
function bestBy(
  members: readonly EnsembleMember[],
  accuracyOf: (member: EnsembleMember) => number,
): EnsembleMember | null {
  const [first, ...others] = members;
  if (!first) return null;
  return others.reduce((a, b) => (accuracyOf(b) > accuracyOf(a) ? b : a), first);
}

function atEqualViews(own: number, members: readonly EnsembleMember[]): EqualViews | null {
  const member = bestBy(members, ({ tta_accuracy }) => tta_accuracy ?? 0);
  if (member?.tta_accuracy === undefined) return null;
  const { tta_accuracy, tta_only } = member;
  const pValue = tta_only ? exactMcNemar(tta_only.ensemble, tta_only.member) : null;
  return { member, difference: own - tta_accuracy, pValue };
}

/** First, for it alone tells what joining the members is worth. */
function equalViewsInWords(own: number, equalViews: EqualViews, views: number): string {
  const { member, difference, pValue } = equalViews;
  const figures = `${percent(own)} against ${percent(member.tta_accuracy ?? 0)}`;
  const test = pValue === null ? "without a test" : standingInWords({ difference, pValue });
  return `Against its best member over the same ${views} views \`${member.name}\`: ${percentPoints(difference)} (${figures}), ${test}.`;
}

/** Of several folds all rows; null where one of the runs kept no usable predictions. */
function jointMarks(ids: readonly string[], marksOf: MarksOf): MarkedRun | null {
  const marks = ids.map(marksOf).filter((each) => each !== null);
  return marks.length < ids.length ? null : joinMarks(marks);
}

function marksOf(store: MetricStore & RunStore, runsDir: string, id: string): MarkedRun | null {
  const run = store.getRun(id);
  return run && readMarks(store, runsDir, run);
}
