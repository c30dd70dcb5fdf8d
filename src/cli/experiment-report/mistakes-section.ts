import type { Misclassified } from "../../api/predictions.js";
import type { RunRecord } from "../../core/records.js";
import { joinPredictions, type Predictions } from "../../protocol/predictions.js";
import type { MistakesReport, NothingThere } from "../../report/report.js";
import { rankSets } from "../../selection/best.js";
import { validationScore } from "../../selection/validation-score.js";
import { reportPredictions } from "../../server/prediction-report.js";
import { digitPictures } from "../digits-runs.js";
import { formatCount } from "../format/number.js";
import { formatExpected } from "../format/percent.js";
import { dataUri } from "./data-section.js";
import { nameOf, type Source } from "./source.js";

const MOST_PICTURES = 24;
const DECIMALS = 1; // of a confidence in percent

/** Of the best run that kept its answers on the validation rows; of folds, of the best configuration of which all kept theirs. */
export async function mistakesReport(source: Source): Promise<MistakesReport | NothingThere> {
  const best = bestAnswers(source);
  const score = best && validationScore(best.predictions);
  if (!best || !score)
    return {
      nothing:
        "No finished run kept its answers on the validation rows (artifacts/predictions.csv), so that its mistakes are not known.",
    };
  const { run, who, how, predictions } = best;
  const { rows, correct, confusion, misclassified } = reportPredictions(predictions);
  const chosen = misclassified.slice(0, MOST_PICTURES);
  const pictures = await picturesOf(source, run, chosen);
  return {
    of: run.definition.fold ? "configuration" : "run",
    sentence: `${who}: ${formatCount(rows - correct)} of ${formatCount(rows)} validation rows answered wrongly${how}, accuracy ${formatExpected(score)}.`,
    confusion,
    pictures,
    note: noteOf(pictures.length, misclassified.length),
  };
}

interface BestAnswers {
  /** Whose data the rows are in. */
  run: RunRecord;
  who: string;
  how: string;
  predictions: Predictions;
}

function bestAnswers({ ranked, sweep, answersOf }: Source): BestAnswers | null {
  for (const { name, runs, count } of rankSets(ranked, sweep.metric)) {
    const parts = runs.flatMap((run) => answersOf(run).predictions ?? []);
    const [run] = runs;
    if (!run || parts.length !== count) continue;
    const predictions = joinPredictions(parts);
    if (count === 1) return { run, who: `Run ${run.id} (${nameOf(run)})`, how: "", predictions };
    const how = `, each by the one of its ${count} networks that did not learn from it`;
    return { run, who: name || sweep.name, how, predictions };
  }
  return null;
}

async function picturesOf(
  { runsDir }: Source,
  run: RunRecord,
  mistakes: readonly Misclassified[],
): Promise<MistakesReport["pictures"]> {
  const source = digitPictures(runsDir);
  const pictures = mistakes.map(async ({ row, label, answer, probability }) => {
    const png = await source.png(run, row).catch(() => null); // the files may have been moved since
    if (!png) return [];
    const words = `Row ${row}: a ${label}, taken for a ${answer}`;
    const confidence = `${(100 * probability).toFixed(DECIMALS)} %`;
    return [{ source: dataUri(png), words, label, answer, confidence }];
  });
  return (await Promise.all(pictures)).flat();
}

function noteOf(shown: number, wrong: number): string | null {
  if (wrong === 0) return "There is no mistake to show.";
  if (shown === 0) return "The pictures of its mistakes cannot be read here.";
  return shown < wrong
    ? `${shown} of ${formatCount(wrong)}, with the probability that was given to the wrong answer.`
    : null;
}
