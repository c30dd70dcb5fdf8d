import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { broadcast_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import { addressOf, FLOAT } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";
import { multiplyMatrices, type Product } from "../matrix-product.js";

interface Inputs {
  a: TensorInfo;
  b: TensorInfo;
}

export interface MatMulAttrs {
  transposeA: boolean;
  transposeB: boolean;
}

export const batchMatMul = defineKernel<Inputs, MatMulAttrs>(
  "BatchMatMul",
  ({ inputs: { a, b }, attrs, backend }) => multiplyTensors(backend, a, b, null, attrs),
);

/** The products of the last two axes; the axes before them broadcast. `bias` has one element for each column. */
export function multiplyTensors(
  backend: BackendWasm,
  a: TensorInfo,
  b: TensorInfo,
  bias: number | null,
  { transposeA, transposeB }: MatMulAttrs,
): TensorInfo {
  const left = matrixOf(a, transposeA);
  const right = matrixOf(b, transposeB);
  if (left.columns !== right.rows)
    throw new Error(
      `wasm: matMul: expected equal inner sizes, got ${left.columns} and ${right.rows} of shapes [${a.shape}] and [${b.shape}]`,
    );
  const batch = broadcast_util.assertAndGetBroadcastShape(left.batch, right.batch);
  const out = newTensor(backend, [...batch, left.rows, right.columns]);
  const indicesA = broadcastIndices(left.batch, batch);
  const indicesB = broadcastIndices(right.batch, batch);
  const common: Omit<Product, "a" | "b" | "c"> = {
    m: left.rows,
    k: left.columns,
    n: right.columns,
    aRow: left.rowStride,
    aStep: left.columnStride,
    bStep: right.rowStride,
    bColumn: right.columnStride,
    bias,
  };
  indicesA.forEach((indexA, index) => {
    multiplyMatrices(backend, {
      ...common,
      a: addressOf(backend, a) + indexA * left.rows * left.columns * FLOAT,
      b: addressOf(backend, b) + (indicesB[index] as number) * right.rows * right.columns * FLOAT,
      c: addressOf(backend, out) + index * left.rows * right.columns * FLOAT,
    });
  });
  return out;
}

/** The last two axes of a tensor as a matrix, transposed by its strides. */
function matrixOf({ shape, dtype }: TensorInfo, transpose: boolean) {
  if (dtype !== "float32") throw new Error(`wasm: matMul: expected float32, got ${dtype}`);
  const [height, width] = shape.slice(-2) as [number, number];
  const batch = shape.slice(0, -2);
  return transpose
    ? { batch, rows: width, columns: height, rowStride: 1, columnStride: width }
    : { batch, rows: height, columns: width, rowStride: width, columnStride: 1 };
}

/** For every element of the shape `to`, in order, the index of the one in `from` that broadcasts to it. */
function broadcastIndices(from: number[], to: number[]): number[] {
  const padded = [...Array<number>(to.length - from.length).fill(1), ...from];
  const strides = [...util.computeStrides(padded), 1].slice(0, padded.length);
  return Array.from({ length: util.sizeFromShape(to) }, (_, index) =>
    util
      .indexToLoc(index, to.length, [...util.computeStrides(to)])
      .reduce(
        (sum, at, axis) => sum + (padded[axis] === 1 ? 0 : at * (strides[axis] as number)),
        0,
      ),
  );
}
