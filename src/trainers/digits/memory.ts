import { countActivations, countWeights } from "./models/plan.js";
import type { ResolvedParameters } from "./parameters.js";

const BASE_BYTES = 300e6; // Node, tfjs, WebAssembly and 33 MB of images, measured
const FLOAT_BYTES = 4;
const COPIES_OF_ACTIVATIONS = 4; // kept for the backward pass, their gradients, and both again between layers; measured
const COPIES_OF_WEIGHTS = 6; // value, gradient, two optimizer slots, best checkpoint, and one on its way

/** Resident memory of a process that trains with these parameters, roughly. */
export function memoryBytes({ network, batchSize }: ResolvedParameters): number {
  const activations = countActivations(network) * batchSize * COPIES_OF_ACTIVATIONS;
  return BASE_BYTES + FLOAT_BYTES * (activations + countWeights(network) * COPIES_OF_WEIGHTS);
}
