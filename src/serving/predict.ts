import type { Prediction, PredictReply } from "../api/predict.js";
import type { Batcher } from "./batcher.js";
import { readImages } from "./images/read-images.js";
import { CLASSES } from "./schemas.js";

export interface PredictRequest {
  contentType: string | undefined;
  body: Buffer;
}

/** `POST /predict`. @throws SweepError("usage" | "data") for a body that holds no pictures. */
export async function predict(
  batcher: Batcher,
  { contentType, body }: PredictRequest,
): Promise<PredictReply> {
  const { probabilities, model } = await batcher.predict(readImages(contentType, body));
  const rows = probabilities.length / CLASSES;
  const predictions = Array.from({ length: rows }, (_, row) =>
    toPrediction(probabilities.subarray(row * CLASSES, (row + 1) * CLASSES)),
  );
  return { predictions, model: { run: model.card.run, sha256: model.card.model.sha256 } };
}

function toPrediction(probabilities: Float32Array): Prediction {
  return {
    label: probabilities.indexOf(Math.max(...probabilities)),
    probabilities: Array.from(probabilities),
  };
}
