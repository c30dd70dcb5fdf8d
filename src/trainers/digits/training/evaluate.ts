import type { PreparedStep } from "../../backends/backend.js";
import { CLASSES } from "../description.js";
import { type Digits, imagesOf } from "./batches.js";

export interface Evaluation {
  /** [rows, 10]. */
  probabilities: Float32Array;
  /** Mean cross-entropy. */
  loss: number;
  accuracy: number;
}

/** A step that makes `probabilities` [n, 10] of `images` [n, 28, 28, 1]. */
export type InferenceStep = PreparedStep;

type OnBatch = (done: number) => void | Promise<void>;

/** Probabilities of images, [n, 10]. `onBatch` is told after each `batch` how many are done. */
export async function predictAll(
  infer: InferenceStep,
  images: Uint8Array,
  rows: Int32Array,
  {
    batch = INFERENCE_BATCH,
    onBatch = () => {},
  }: { batch?: number; onBatch?: OnBatch | undefined } = {},
): Promise<Float32Array> {
  const probabilities = new Float32Array(rows.length * CLASSES);
  for (let start = 0; start < rows.length; start += batch) {
    const chosen = rows.subarray(start, start + batch);
    const outputs = await infer({ images: imagesOf(images, chosen) });
    probabilities.set(outputs.probabilities?.data ?? [], start * CLASSES);
    await onBatch(start + chosen.length);
  }
  return probabilities;
}

/** How well the network answers on `rows`, which it must not have been trained on. */
export async function evaluate(
  infer: InferenceStep,
  digits: Digits,
  rows: Int32Array,
  onBatch?: OnBatch,
): Promise<Evaluation> {
  const probabilities = await predictAll(infer, digits.images, rows, { onBatch });
  let loss = 0;
  let correct = 0;
  rows.forEach((row, i) => {
    const answer = probabilities.subarray(i * CLASSES, (i + 1) * CLASSES);
    const label = digits.labels[row] ?? 0;
    loss -= Math.log(Math.max(answer[label] ?? 0, SMALLEST_PROBABILITY));
    if (answer.indexOf(Math.max(...answer)) === label) correct++;
  });
  return { probabilities, loss: loss / rows.length, accuracy: correct / rows.length };
}

const INFERENCE_BATCH = 100; // large enough to be fast, and no larger than most training batches: its activations cost memory beside theirs
const SMALLEST_PROBABILITY = 1e-7; // as Keras: a softmax in single precision may be exactly 0
