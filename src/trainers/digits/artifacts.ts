import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatPredictions, PREDICTIONS_FILE } from "../../protocol/predictions.js";
import type { Tracker } from "../../tracker/index.js";
import type { Reference } from "../exports/format.js";
import { WRITTEN_BY_RUNS } from "../exports/index.js";
import { writeExports } from "../exports/write-exports.js";
import type { LabelledDigits } from "./data/index.js";
import { CLASSES, type DataDescription } from "./description.js";
import { MODEL_FILE, MODEL_FOLDER, saveModel, WEIGHTS_FILE } from "./network/save.js";
import { imagesOf } from "./training/batches.js";
import type { TrainingResult } from "./training/train.js";

const SPLIT_FILE = "split.json";

/** What an artifact is written from. */
export interface Trained {
  runId: string;
  result: TrainingResult;
  digits: LabelledDigits;
  data: DataDescription;
}

/** Writes the model, the answers on the validation rows, and which rows these are; each is announced when it is complete. */
export async function writeArtifacts(
  trained: Trained,
  tracker: Pick<Tracker, "artifact" | "artifactsDir" | "summary">,
): Promise<void> {
  const { runId, result, digits, data } = trained;
  const folder = tracker.artifactsDir;
  await mkdir(folder, { recursive: true });
  await saveModel(result.network, result.kept.weights, join(folder, MODEL_FOLDER));
  tracker.artifact(`${MODEL_FOLDER}/${MODEL_FILE}`, "model");
  tracker.artifact(`${MODEL_FOLDER}/${WEIGHTS_FILE}`, "model");
  await writeFile(join(folder, PREDICTIONS_FILE), predictionsOf(result, digits));
  tracker.artifact(PREDICTIONS_FILE, "predictions");
  await writeFile(join(folder, SPLIT_FILE), `${JSON.stringify(splitOf(digits, data))}\n`);
  tracker.artifact(SPLIT_FILE);
  const request = { modelDir: join(folder, MODEL_FOLDER), runId, reference: referenceOf(trained) };
  await writeExports(WRITTEN_BY_RUNS, request, tracker);
}

const CHECKED_IMAGES = 100; // a batch of validation: enough to see a wrong operator, and done in no time

function referenceOf({ result, digits }: Trained): Reference {
  const { data } = imagesOf(digits.images, digits.validation.subarray(0, CHECKED_IMAGES));
  return { images: data, probabilities: result.kept.probabilities };
}

function predictionsOf({ kept }: TrainingResult, { labels, validation }: LabelledDigits): string {
  return formatPredictions({
    rows: validation,
    labels: Uint8Array.from(validation, (row) => labels[row] ?? 0),
    probabilities: kept.probabilities,
    classes: CLASSES,
  });
}

/** Enough to check that nothing was judged on what it had learned from. */
function splitOf({ labels, train, validation }: LabelledDigits, data: DataDescription) {
  return {
    ...data.validation,
    training_file: data.train.sha256,
    per_class: { train: countClasses(labels, train), validation: countClasses(labels, validation) },
    validation_rows: Array.from(validation),
  };
}

function countClasses(labels: Uint8Array, rows: Int32Array): number[] {
  const counts = new Array<number>(CLASSES).fill(0);
  for (const row of rows) counts[labels[row] ?? 0] = (counts[labels[row] ?? 0] ?? 0) + 1;
  return counts;
}
