import { countActivations, countWeights } from "./models/plan.js";
import type { ResolvedParameters } from "./parameters.js";

const BASE_BYTES = 240e6; // Node, tfjs, WebAssembly, 33 MB of images and garbage between collections: 180–240 MB measured
const FLOAT_BYTES = 4;
const COPIES_OF_ACTIVATIONS = 3; // 2.3–2.4 measured (compact and deotte, batches of 64 to 512): values, and gradients under way
const COPIES_OF_WEIGHTS = 6; // value, gradient, two optimizer slots, best checkpoint, and one on its way

/** Resident memory of a process that trains with these parameters, roughly. */
export function memoryBytes({ network, batchSize, weightAveraging }: ResolvedParameters): number {
  const activations = countActivations(network) * batchSize * COPIES_OF_ACTIVATIONS;
  const copies = COPIES_OF_WEIGHTS + (weightAveraging ? 1 : 0);
  return BASE_BYTES + FLOAT_BYTES * (activations + countWeights(network) * copies);
}
