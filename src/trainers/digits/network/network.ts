import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../../backends/backend.js";
import type { Weight } from "./weights.js";

/** A dropout of the network: its mask is an input of every training step. */
export interface DropoutSite {
  /** Name of the input. */
  name: string;
  /** Probability that a value is dropped. */
  rate: number;
  /** Without the batch. */
  shape: readonly number[];
}

/** A row of the layers table. */
export interface LayerSummary {
  name: string;
  /** tfjs's class, e.g. `Conv2D`. */
  type: string;
  /** Without the batch, e.g. `12×12×32`. */
  output: string;
  parameters: number;
}

export interface TrainingAnswer {
  /** [n, 10] */
  logits: Tensor;
  /** Scalars that regularizers add to the loss. */
  penalties: Tensor[];
}

/**
 * A network in two graphs over the same weights: one for training, in which every dropout is a multiplication by a mask that
 * is fed (so that masks are seeded, differ from step to step and can be recorded), and one for inference without any.
 */
export interface Network {
  readonly dropouts: readonly DropoutSite[];
  /** In the order in which the layers were made. */
  readonly weights: readonly Weight[];
  readonly layers: readonly LayerSummary[];
  /** Of images [n, 28, 28, 1] scaled to 0–1, with batch statistics; `masks` by dropout name, [n, …shape]. */
  train(images: Tensor, masks: Tensors): TrainingAnswer;
  /** Probabilities [n, 10], with running statistics. */
  infer(images: Tensor): Tensor;
  /** The inference graph as tfjs's JSON topology: it uses no layer that tfjs does not have. */
  topology(): unknown;
  dispose(): void;
}
