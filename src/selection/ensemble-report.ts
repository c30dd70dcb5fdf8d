import { z } from "zod";
import type { ExpectedScore, RunRecord } from "../core/records.js";
import type { MetricStore, RunStore } from "../store/store.js";
import { expectedScore } from "./validation-score.js";
import { type Comparison, compareRuns, sameRows } from "./verdict/compare.js";
import { joinMarks, type MarkedRun, readMarks } from "./verdict/marks.js";
import { comparisonInWords, type Standing, standingOf } from "./verdict/standing.js";

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
  /** Against the member that answers best alone; null where the two cannot be compared. */
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
}

export interface VersusBest {
  member: EnsembleMember;
  /** The ensemble's accuracy less the member's, by McNemar's exact test. */
  comparison: Comparison;
  standing: Standing;
  sentence: string;
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
    versusBest: againstBest(run, members, (id) => marksOf(store, runsDir, id)),
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
    }),
  ),
});

type MarksOf = (id: string) => MarkedRun | null;

function againstBest(
  run: RunRecord,
  members: readonly EnsembleMember[],
  marksOf: MarksOf,
): VersusBest | null {
  const [first, ...others] = members;
  if (!first) return null;
  const member = others.reduce((a, b) => (b.accuracy > a.accuracy ? b : a), first);
  const [mine, its] = [marksOf(run.id), jointMarks(member.runs, marksOf)];
  if (!mine || !its || !sameRows(mine, its)) return null;
  const comparison = compareRuns(mine, its);
  const words = comparisonInWords(comparison, mine.right.length);
  const sentence = `Against its best member \`${member.name}\`: ${words}.`;
  return { member, comparison, standing: standingOf(comparison), sentence };
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
