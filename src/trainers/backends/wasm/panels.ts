import { PANEL } from "./contraction-code.js";

export const panelsOf = (columns: number): number => Math.ceil(columns / PANEL);
/** Columns with those that fill up the last panel. */
export const wholeColumns = (columns: number): number => panelsOf(columns) * PANEL;

/** A matrix of `steps` × `columns` anywhere in memory, in elements. */
export interface Matrix {
  at: number;
  steps: number;
  columns: number;
  stepStride: number;
  columnStride: number;
}

/**
 * Copies a matrix into panels: panel p is at `to + p × panelStride`, its rows are eight columns, zeros where there are no
 * more. Strides and offsets are in elements.
 */
export function packPanels(floats: Float32Array, matrix: Matrix, to: number, panelStride: number) {
  for (let panel = 0; panel < panelsOf(matrix.columns); panel++)
    packPanel(floats, matrix, panel * PANEL, to + panel * panelStride);
}

function packPanel(floats: Float32Array, matrix: Matrix, firstColumn: number, to: number): void {
  const { steps, stepStride, columnStride } = matrix;
  const columns = Math.min(PANEL, matrix.columns - firstColumn);
  if (columns < PANEL) floats.fill(0, to, to + steps * PANEL);
  for (let column = 0; column < columns; column++) {
    let from = matrix.at + (firstColumn + column) * columnStride;
    for (let step = 0; step < steps; step++, from += stepStride)
      floats[to + step * PANEL + column] = floats[from] as number;
  }
}

/** Moves rows of `width` elements from one stride to another; both may overlap when they begin at the same place. */
export function copyRows(
  floats: Float32Array,
  from: number,
  fromStride: number,
  to: number,
  toStride: number,
  rows: number,
  width: number,
): void {
  if (fromStride === width && toStride === width) {
    floats.copyWithin(to, from, from + rows * width);
    return;
  }
  for (let row = 0; row < rows; row++, from += fromStride, to += toStride)
    floats.copyWithin(to, from, from + width);
}
