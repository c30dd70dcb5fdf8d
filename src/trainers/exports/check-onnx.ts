import { messageOf, SweepError } from "../../core/errors.js";
import { loadRuntime } from "../backends/compiled/session/runtime.js";
import { CLASSES, PIXELS } from "../digits/description.js";
import type { ExportCheck, Reference } from "./format.js";
import { openPortableNetwork } from "./portable-network.js";

const TOLERANCE = 1e-4; // of a probability; orders of summation differ by some 1e-6

/**
 * Runs an ONNX file as others will, in a new session: on one image, and on all of them at once.
 * @throws SweepError("data") when its answers are not those of the network.
 */
export async function checkOnnx(file: Uint8Array, reference: Reference): Promise<ExportCheck> {
  const runtime = await loadRuntime().catch((error: unknown) => messageOf(error));
  if (typeof runtime === "string")
    return {
      state: "not-run",
      reason: `onnxruntime-node does not work here: ${runtime.split("\n", 1)[0]}`,
    };
  const all = reference.images.length / PIXELS;
  const answers = await answersOf(file, reference.images, [1, all]);
  const difference = Math.max(...answers.map((each) => differenceOf(each, reference)));
  if (difference <= TOLERANCE)
    return { state: "passed", how: `by onnxruntime on 1 and ${all} images`, difference };
  throw new SweepError(
    "data",
    `model.onnx: expected the network's probabilities, got some that differ by ${difference.toPrecision(3)} (at most ${TOLERANCE} is rounding)`,
  );
}

/** Probabilities of the first images, for batches of each of these sizes. */
async function answersOf(
  file: Uint8Array,
  images: Float32Array,
  sizes: number[],
): Promise<Float32Array[]> {
  const network = await openPortableNetwork(file, { keepsMemory: false });
  try {
    const answers: Float32Array[] = [];
    for (const size of sizes)
      answers.push(await network.predict(images.subarray(0, size * PIXELS)));
    return answers;
  } finally {
    await network.release();
  }
}

/** Infinity where the numbers of answers differ, or one is no number. */
function differenceOf(answers: Float32Array, { probabilities }: Reference): number {
  if (answers.length === 0 || answers.length % CLASSES !== 0) return Number.POSITIVE_INFINITY;
  return answers.reduce((most, answer, i) => {
    const difference = Math.abs(answer - (probabilities[i] ?? Number.NaN));
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(most, difference);
  }, 0);
}
