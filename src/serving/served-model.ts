import type { ModelCard } from "./schemas.js";

/** A loaded model that answers requests. */
export interface ServedModel {
  readonly card: ModelCard;
  /** Probabilities [n, 10] of grey levels 0–255, [n, 784]. One call at a time. */
  predict(images: Uint8Array): Promise<Float32Array>;
  /** Frees its memory; nothing may be asked of it afterwards. */
  release(): Promise<void>;
}
