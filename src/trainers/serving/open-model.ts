import { readFile } from "node:fs/promises";
import type { Backend } from "../backends/backend.js";
import { PIXELS } from "../digits/description.js";
import { inferenceStep } from "../digits/network/inference-step.js";
import { loadModel } from "../digits/network/load.js";
import { imagesOf } from "../digits/training/batches.js";
import { predictAll } from "../digits/training/evaluate.js";
import { openPortableNetwork } from "../exports/portable-network.js";

/** A model that stays loaded. */
export interface OpenModel {
  /** What computes its answers, for people. */
  runtime: string;
  /** Probabilities [n, 10] of grey levels 0–255, [n, 784]. One call at a time. */
  predict(images: Uint8Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** A run's model.onnx. @throws what Node or onnxruntime says when the package or the file cannot be loaded. */
export async function openOnnx(file: string): Promise<OpenModel> {
  const network = await openPortableNetwork(await readFile(file), { keepsMemory: true });
  return {
    runtime: "onnxruntime, 1 thread",
    predict: (images) => network.predict(imagesOf(images, rowsOf(images)).data),
    release: () => network.release(),
  };
}

/** A run's saved tfjs model. The backend stays the caller's. @throws SweepError("not-found") when there is no such model. */
export async function openSaved(modelDir: string, backend: Backend): Promise<OpenModel> {
  const model = await loadModel(modelDir);
  const infer = backend.prepare(inferenceStep(model), { frozen: true });
  return {
    runtime: backend.description,
    predict: (images) => predictAll(infer, images, rowsOf(images)),
    release: async () => model.dispose(),
  };
}

function rowsOf(images: Uint8Array): Int32Array {
  return Int32Array.from({ length: images.length / PIXELS }, (_, row) => row);
}
