import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { PANEL } from "./contraction-code.js";
import { FLOAT, floatsOf, withScratch } from "./heap.js";
import { loopsOf } from "./loops.js";
import { packPanels, panelsOf, trimColumns, wholeColumns } from "./panels.js";

/** C[m × n] = A[m × k] · B[k × n]. Addresses in bytes, strides in elements; C is row-major without gaps. */
export interface Product {
  m: number;
  k: number;
  n: number;
  a: number;
  aRow: number;
  aStep: number;
  b: number;
  bStep: number;
  bColumn: number;
  c: number;
}

const ROW_BLOCK = 64; // with STEP_BLOCK: 64 KB of A stay in the second-level cache while the panels pass over them
const STEP_BLOCK = 256; // 8 KB of a panel of B stay in the first-level cache

export function multiplyMatrices(backend: BackendWasm, product: Product): void {
  const { m, k, n, c } = product;
  if (k === 0) floatsOf(backend).fill(0, c / FLOAT, c / FLOAT + m * n);
  if (m === 0 || k === 0 || n === 0) return;
  const packed = product.bColumn !== 1 || n % PANEL !== 0;
  const columns = wholeColumns(n);
  const sizes = [packed ? k * columns : 0, n === columns ? 0 : m * columns];
  withScratch(backend, sizes, (panels, whole) => {
    if (packed) packRight(backend, product, panels as number);
    const right = packed
      ? { b: panels as number, bStep: PANEL, bPanel: k * PANEL }
      : { b: product.b, bStep: product.bStep, bPanel: PANEL };
    const target = n === columns ? c : (whole as number);
    multiplyBlocks(backend, product, right, target);
    if (n !== columns)
      trimColumns(floatsOf(backend), target / FLOAT, c / FLOAT, { count: m, width: n });
  });
}

function packRight(backend: BackendWasm, { b, k, n, bStep, bColumn }: Product, to: number): void {
  const matrix = { at: b / FLOAT, steps: k, columns: n, stepStride: bStep, columnStride: bColumn };
  packPanels(floatsOf(backend), matrix, to / FLOAT, k * PANEL);
}

interface Right {
  b: number;
  bStep: number;
  bPanel: number;
}

function multiplyBlocks(backend: BackendWasm, product: Product, right: Right, c: number): void {
  for (let row = 0; row < product.m; row += ROW_BLOCK)
    for (let step = 0; step < product.k; step += STEP_BLOCK)
      multiplyBlock(backend, product, right, c, row, step);
}

function multiplyBlock(
  backend: BackendWasm,
  { m, k, n, a, aRow, aStep }: Product,
  { b, bStep, bPanel }: Right,
  c: number,
  row: number,
  step: number,
): void {
  const { contract, zeros } = loopsOf(backend);
  const rowBytes = wholeColumns(n) * FLOAT;
  contract({
    rows: {
      counts: [1, 1, Math.min(ROW_BLOCK, m - row)],
      a: [0, 0, aRow * FLOAT],
      c: [0, 0, rowBytes],
    },
    steps: { counts: [1, 1, Math.min(STEP_BLOCK, k - step)], a: [0, 0, aStep * FLOAT] },
    panels: panelsOf(n),
    a: a + (row * aRow + step * aStep) * FLOAT,
    b: b + step * bStep * FLOAT,
    bStep: bStep * FLOAT,
    bPanel: bPanel * FLOAT,
    c: c + row * rowBytes,
    init: step === 0 ? zeros : null,
    initPanel: 0,
  });
}
