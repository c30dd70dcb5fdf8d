import type { JsonValue } from "../core/json.js";
import type { ModelFacts } from "./predict.js";

/** What `model.js` of an exported bundle holds. */
export interface BundledModel {
  card: BundleCard;
  /** tfjs's layers, as model.json has them. */
  topology: Record<string, unknown>;
  /** In the order of the numbers. */
  weightSpecs: { name: string; shape: number[]; dtype: "float32" }[];
  /** Little-endian float32, in base64. */
  weights: string;
}

/** Who the model is, for people. */
export interface BundleCard extends ModelFacts {
  parameters: Record<string, JsonValue>;
  seed: number;
  /** In words, e.g. `37,800 digits of …`. */
  trainedOn: string;
  /** How many numbers it has learned. */
  weights: number;
  /** Of weights.bin as the run recorded it, in hexadecimal digits. */
  sha256: string;
}

/** What `engine.js` of a bundle leaves as `globalThis.sweepEngine`. */
export interface Engine {
  /** @throws Error when nothing here computes the model. */
  open(model: BundledModel): Promise<OpenNetwork>;
}

export interface OpenNetwork {
  /** What computes the answers, for people. */
  runtime: string;
  /** Probabilities [n, 10] of grey levels 0–255, [n, 784]. */
  predict(levels: Uint8Array): Float32Array;
}
