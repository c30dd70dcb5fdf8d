import type { OnProgress } from "../../core/trainer.js";
import type { Backend } from "../backends/backend.js";
import { PIXELS } from "./description.js";
import { inferenceStep } from "./network/inference-step.js";
import { loadModel } from "./network/load.js";
import { predictAll } from "./training/evaluate.js";

export interface PredictOptions {
  /** Folder of model.json and weights.bin. */
  modelDir: string;
  /** Grey levels 0–255, row-major [n, 784]. */
  images: Uint8Array;
  backend: Backend;
  onProgress: OnProgress;
}

/** Probabilities [n, 10] that a saved model gives. @throws SweepError("not-found") when there is no such model. */
export async function predictRows(options: PredictOptions): Promise<Float32Array> {
  const model = await loadModel(options.modelDir);
  try {
    const total = options.images.length / PIXELS;
    const rows = Int32Array.from({ length: total }, (_, row) => row);
    const infer = options.backend.prepare(inferenceStep(model), { frozen: true });
    const onBatch = (done: number) => options.onProgress({ status: "predicting", done, total });
    return await predictAll(infer, options.images, rows, { batch: BATCH, onBatch });
  } finally {
    model.dispose();
  }
}

const BATCH = 500; // nothing trains beside it; more is no faster
