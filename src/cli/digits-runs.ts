/**
 * What the commands and the dashboard need of digits runs beyond training: their pictures, and their answers to the test set.
 * Tensor libraries are imported only when a prediction is asked for.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SweepError } from "../core/errors.js";
import type { RunRecord } from "../core/records.js";
import { runConfig } from "../protocol/config.js";
import { answerConfidence, predictedClasses } from "../protocol/predictions.js";
import { runPaths } from "../protocol/run-paths.js";
import type { Predictor } from "../selection/predictor.js";
import type { ImageSource } from "../server/deps.js";
import { digitPng, loadImage, loadTestImages } from "../trainers/digits/data/index.js";
import { CLASSES, type DataDescription, dataDescription } from "../trainers/digits/description.js";
import { MODEL_FOLDER } from "../trainers/digits/network/save.js";
import { hashNetwork } from "../trainers/ensemble/network/hash.js";

/** Pictures of a digits run's validation and test rows. */
export function digitPictures(runsDir: string): ImageSource {
  const picture = (file: "train" | "test") => async (run: RunRecord, row: number) => {
    const data = await dataOf(runsDir, run);
    if (data === null || row >= data[file].rows) return null;
    return digitPng(await loadImage(data[file], row));
  };
  return { png: picture("train"), testPng: picture("test") };
}

/** Predicts the rows of a digits run's test.csv with its saved model. */
export function digitsPredictor(runsDir: string, backend: string | null): Predictor {
  return {
    async predictTest(run, onProgress) {
      const data = await dataOf(runsDir, run);
      if (data === null) throw notDigits(run);
      onProgress({ status: "loading", done: 0, total: 0 });
      const { chooseBackend } = await import("../trainers/backends/index.js");
      const { predictRows } = await import("../trainers/digits/predict.js");
      const modelDir = join(runPaths(runsDir, run.id).artifacts, MODEL_FOLDER);
      const images = await loadTestImages(data);
      const engine = await (await chooseBackend(backend)).create({ threads: 1 });
      try {
        const probabilities = await predictRows({ modelDir, images, backend: engine, onProgress });
        const answers = { probabilities, classes: CLASSES };
        return {
          labels: predictedClasses(answers),
          confidence: answerConfidence(answers),
          modelSha256: await hashNetwork(modelDir),
        };
      } finally {
        engine.dispose();
      }
    },
  };
}

/** False also for runs of other trainers. */
export async function usesEmbeddedDigits(runsDir: string, runId: string): Promise<boolean> {
  const described = dataDescription.safeParse(await configuredData(runsDir, runId));
  return described.success && described.data.source === "embedded";
}

/** The digits that a run was given; null for other data, and where the run's folder no longer says. */
export async function digitsOf(runsDir: string, runId: string): Promise<DataDescription | null> {
  const configured = await configuredData(runsDir, runId).catch(() => null);
  return dataDescription.safeParse(configured).data ?? null;
}

/** The description that the run was given; null for runs of other trainers. */
async function dataOf(runsDir: string, run: RunRecord): Promise<DataDescription | null> {
  if (run.definition.trainer.kind !== "builtin") return null; // every built-in trainer classifies digits
  return dataDescription.parse(await configuredData(runsDir, run.id));
}

async function configuredData(runsDir: string, runId: string): Promise<unknown> {
  const text = await readFile(runPaths(runsDir, runId).config, "utf8");
  return runConfig.parse(JSON.parse(text)).data;
}

function notDigits(run: RunRecord): SweepError {
  return new SweepError(
    "conflict",
    `run ${run.id} was trained by a command: expected it to write artifacts/submission.csv itself`,
  );
}
