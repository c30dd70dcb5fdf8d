/**
 * C[r, n] = init[n] + Σₖ A[r, k] · B[k, n] on float32 in wasm memory: matrix products and convolutions alike, because
 * a row r and a step k are each three nested loops over A. Addresses and strides are in bytes. For a convolution of
 * NHWC images, r is (image, output row, output column) and k is (1, filter row, filter column and channel), which
 * overlap in A; for the gradient of its filter it is the other way round.
 *
 * Columns come in panels of eight: C has room for whole panels, and init and B have whole panels to read.
 */
export interface Contraction {
  /** Three nested loops each, the outermost first. No count is 0. */
  rows: { counts: Triple; a: Triple; c: Triple };
  steps: { counts: Triple; a: Triple };
  panels: number;
  a: number;
  b: number;
  /** From B[k, n] to B[k + 1, n], and from one panel to the next. */
  bStep: number;
  bPanel: number;
  c: number;
  /** Eight floats where every row of a panel begins; null: where C is now, so that the products are added to it. */
  init: number | null;
  initPanel: number;
}

export type Triple = readonly [number, number, number];

/** In the order of the parameters of `contractFunction`. */
export function contractionParameters({ rows, steps, ...rest }: Contraction): number[] {
  return [
    ...[...rows.counts, ...rows.a, ...rows.c],
    ...[...steps.counts, ...steps.a],
    ...[rest.panels, rest.a, rest.b, rest.bStep, rest.bPanel, rest.c],
    ...[rest.init ?? 0, rest.initPanel, rest.init === null ? 1 : 0],
  ];
}
