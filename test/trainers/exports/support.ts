import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { onTestFinished } from "vitest";
import { createRandom } from "../../../src/core/random.js";
import type { NumberArray } from "../../../src/trainers/backends/backend.js";
import { buildNetwork } from "../../../src/trainers/digits/network/build.js";
import { saveModel } from "../../../src/trainers/digits/network/save.js";
import type { Weight } from "../../../src/trainers/digits/network/weights.js";
import { planOf } from "../digits/support.js";
import "@tensorflow/tfjs-backend-cpu";

/** A folder with the saved network of these parameters, with biases, scales and statistics of all sizes. */
export async function savedModel(parameters: Record<string, unknown>): Promise<string> {
  const modelDir = await mkdtemp(join(tmpdir(), "sweep-exports-"));
  onTestFinished(() => rm(modelDir, { recursive: true }));
  await tf.setBackend("cpu");
  const network = buildNetwork(planOf(parameters), 1);
  try {
    const weights = network.weights.map((weight) => [weight.name, moved(weight)] as const);
    await saveModel(network, Object.fromEntries(weights), modelDir);
  } finally {
    network.dispose();
  }
  return modelDir;
}

/** Kernels, which decide how large the answers are, keep what they start with. */
function moved({ name, variable }: Weight): NumberArray {
  const random = createRandom("moved", name);
  const most = variable.rank === 1 ? 0.5 : 0;
  const data = variable
    .dataSync<"float32">()
    .map((number) => number + most * (random.next() - 0.5));
  return { data, shape: variable.shape };
}
