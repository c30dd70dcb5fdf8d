import type { JsonValue } from "../../core/json.js";
import { predictedClasses } from "../../protocol/predictions.js";
import { CLASSES } from "../digits/description.js";
import type { Built } from "./build.js";
import type { EnsembleDescription } from "./description.js";
import type { AnsweredRows } from "./load-candidates.js";
import { scoreOf } from "./select/score.js";

/** A candidate and its part in the ensemble. */
export type Member = {
  name: string;
  /** Ids of its runs. */
  runs: string[];
  /** 0: it takes no part. All together are 1. */
  weight: number;
  /** Of what its runs answered on the validation rows. */
  accuracy: number;
  /** Of its answers over several views; absent where there is one. */
  tta_accuracy?: number;
  /** Validation rows that only one of the two answers right, the whole and this member, both over the same views; as the above. */
  tta_only?: { ensemble: number; member: number };
};

/** All candidates, the largest weight first; equals as they were given. */
export function membersOf(built: Built, { candidates }: EnsembleDescription): Member[] {
  const { stored, answered, weights, views, estimate } = built;
  const { labels } = answered;
  const answersOf = ({ probabilities }: AnsweredRows, i: number) =>
    probabilities[i] ?? new Float32Array();
  const accuracyOf = (rows: AnsweredRows, i: number) => rate(answersOf(rows, i), labels).accuracy;
  const members = candidates.map(({ name, networks }, i): Member => {
    const runs = networks.map(({ run }) => run);
    const own = { name, runs, weight: weights[i] ?? 0, accuracy: accuracyOf(stored, i) };
    if (views.length === 1) return own;
    const tta_only = rightAlone(estimate, answersOf(answered, i), labels);
    return { ...own, tta_accuracy: accuracyOf(answered, i), tta_only };
  });
  return members.toSorted((a, b) => b.weight - a.weight);
}

/** How many of the rows only the ensemble, and only the member, answers right; both are probabilities [n, 10]. */
function rightAlone(
  ensemble: Float32Array,
  member: Float32Array,
  labels: Uint8Array,
): { ensemble: number; member: number } {
  const [its, own] = [ensemble, member].map((probabilities) =>
    predictedClasses({ probabilities, classes: CLASSES }),
  );
  const alone = { ensemble: 0, member: 0 };
  labels.forEach((label, row) => {
    if (its?.[row] === own?.[row]) return;
    if (its?.[row] === label) alone.ensemble++;
    if (own?.[row] === label) alone.member++;
  });
  return alone;
}

/** What the run logs, and says of itself; `members`: those with a weight. */
export function summarise(
  built: Built,
  description: EnsembleDescription,
): { metrics: Record<string, number>; summary: Record<string, JsonValue>; members: Member[] } {
  const { labels } = built.answered;
  const estimate = rate(built.estimate, labels);
  const members = membersOf(built, description).filter(({ weight }) => weight > 0);
  return {
    members,
    metrics: { val_accuracy: estimate.accuracy, val_loss: estimate.loss },
    summary: {
      data_source: description.source,
      candidates: description.candidates.length,
      views: built.views.length,
      fitted_accuracy: rate(built.fitted, labels).accuracy,
      members: members.map((member) => ({ ...member })),
    },
  };
}

/** Accuracy and mean cross-entropy of probabilities [n, 10]. */
function rate(probabilities: Float32Array, labels: Uint8Array): { accuracy: number; loss: number } {
  const sum = Float64Array.from(probabilities);
  const rows = Int32Array.from(labels.keys());
  const { right, logLoss } = scoreOf({ sum, added: null, count: 1 }, labels, rows);
  return { accuracy: right / rows.length, loss: logLoss / rows.length };
}
