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

/** Where rows begin: the first, and from one to the next, in elements. */
export interface Rows {
  at: number;
  stride: number;
}

export function copyRows(
  floats: Float32Array,
  from: Rows,
  to: Rows,
  { count, width }: { count: number; width: number },
): void {
  if (from.stride === width && to.stride === width) {
    floats.copyWithin(to.at, from.at, from.at + count * width);
    return;
  }
  for (let row = 0; row < count; row++) {
    const at = from.at + row * from.stride;
    floats.copyWithin(to.at + row * to.stride, at, at + width);
  }
}

/** Copies a matrix of whole panels side by side without the columns that only fill up the last one. */
export function trimColumns(
  floats: Float32Array,
  from: number,
  to: number,
  { count, width }: { count: number; width: number },
): void {
  const whole = { at: from, stride: wholeColumns(width) };
  copyRows(floats, whole, { at: to, stride: width }, { count, width });
}
