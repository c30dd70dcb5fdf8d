import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { NumberArrays } from "../../backends/backend.js";
import type { Network } from "./network.js";

/** Folder of the model in a run's artifacts. */
export const MODEL_FOLDER = "model";
/** Files of a saved model, in its folder. */
export const MODEL_FILE = "model.json";
export const WEIGHTS_FILE = "weights.bin";

/**
 * Writes the inference graph and these weights in tfjs's own layers format, which `tf.loadLayersModel` reads anywhere: its input is
 * [n, 28, 28, 1] scaled to 0–1, its output the probabilities [n, 10].
 */
export async function saveModel(
  network: Network,
  weights: NumberArrays,
  folder: string,
): Promise<void> {
  const specs = network.weights.map(({ name, variable }) => ({
    name,
    shape: variable.shape,
    dtype: "float32",
  }));
  const model = {
    format: "layers-model",
    generatedBy: "sweep",
    convertedBy: null,
    modelTopology: network.topology(),
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: specs }],
  };
  const bytes = specs.map(({ name }) => bytesOf(weights, name));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, WEIGHTS_FILE), Buffer.concat(bytes));
  await writeFile(join(folder, MODEL_FILE), `${JSON.stringify(model)}\n`);
}

/** Little-endian float32, as every platform of Node has it in memory. */
function bytesOf(weights: NumberArrays, name: string): Uint8Array {
  const data = weights[name]?.data;
  if (!data) throw new Error(`${name}: expected its values in the snapshot`);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
