/** The images of one batch. */
export interface Draw {
  /** Training rows, in the order of the batch. */
  rows: Int32Array;
  /** How much each image's loss counts, in the same order; null: as much as every other. */
  weights: Float32Array | null;
}

/** Says which training rows each batch holds. */
export interface Sampler {
  /**
   * The batches of an epoch, from 1; to be asked for in order. Together they hold as many images as there are training rows. A draw is
   * valid until the next one is asked for.
   */
  epoch(epoch: number): Iterable<Draw>;
  /** Is told the loss of every image of a draw. Left out where losses are of no use. */
  learn?(draw: Draw, losses: ArrayLike<number>): void;
}

/** Batches in one epoch. */
export function batchesPerEpoch(rows: number, size: number): number {
  return Math.ceil(rows / size);
}
