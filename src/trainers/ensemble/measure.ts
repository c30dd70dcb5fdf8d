import { join } from "node:path";
import type { Backend } from "../backends/backend.js";
import { CLASSES, PIXELS } from "../digits/description.js";
import { inferenceStep } from "../digits/network/inference-step.js";
import { loadModel } from "../digits/network/load.js";
import { MODEL_FOLDER } from "../digits/network/save.js";
import { predictAll } from "../digits/training/evaluate.js";
import type { MemberNetwork } from "./description.js";
import { lookAt, type View } from "./network/views.js";

/** Answers a saved network: the mean over these views of grey-level images [n, 784], as probabilities [n, 10]. */
export async function answerOf(
  network: MemberNetwork,
  { backend, images, views }: { backend: Backend; images: Uint8Array; views: readonly View[] },
): Promise<Float32Array> {
  const model = await loadModel(join(network.artifacts, MODEL_FOLDER));
  try {
    const infer = backend.prepare(inferenceStep(model), { frozen: true });
    const rows = Int32Array.from({ length: images.length / PIXELS }, (_, row) => row);
    const sum = new Float32Array(rows.length * CLASSES);
    for (const view of views) {
      const answers = await predictAll(infer, lookAt(images, view), rows);
      answers.forEach((answer, i) => {
        sum[i] = (sum[i] ?? 0) + answer / views.length;
      });
    }
    return sum;
  } finally {
    model.dispose();
  }
}
