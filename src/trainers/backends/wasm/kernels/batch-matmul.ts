import { broadcast_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import { addressOf, FLOAT } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";
import { multiplyMatrices } from "../matrix-product.js";

interface Inputs {
  a: TensorInfo;
  b: TensorInfo;
}

interface Attrs {
  transposeA: boolean;
  transposeB: boolean;
}

/** The products of the last two axes; the axes before them broadcast. */
export const batchMatMul = defineKernel<Inputs, Attrs>(
  "BatchMatMul",
  ({ inputs: { a, b }, attrs, backend }) => {
    const left = matrixOf(a, attrs.transposeA);
    const right = matrixOf(b, attrs.transposeB);
    const batch = broadcast_util.assertAndGetBroadcastShape(left.batch, right.batch);
    const out = newTensor(backend, [...batch, left.rows, right.columns]);
    const indicesB = broadcastIndices(right.batch, batch);
    broadcastIndices(left.batch, batch).forEach((indexA, index) => {
      multiplyMatrices(backend, {
        m: left.rows,
        k: left.columns,
        n: right.columns,
        a: addressOf(backend, a) + indexA * left.rows * left.columns * FLOAT,
        aRow: left.rowStride,
        aStep: left.columnStride,
        b: addressOf(backend, b) + (indicesB[index] as number) * right.rows * right.columns * FLOAT,
        bStep: right.rowStride,
        bColumn: right.columnStride,
        c: addressOf(backend, out) + index * left.rows * right.columns * FLOAT,
      });
    });
    return out;
  },
);

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
  const missing = to.length - from.length;
  const strides = stridesOf(from);
  const toStrides = stridesOf(to);
  return Array.from({ length: util.sizeFromShape(to) }, (_, index) =>
    from.reduce((sum, size, axis) => {
      const at =
        Math.floor(index / (toStrides[axis + missing] as number)) % (to[axis + missing] as number);
      return sum + (size === 1 ? 0 : at * (strides[axis] as number));
    }, 0),
  );
}

/** Elements from one index of each axis to the next. */
function stridesOf(shape: number[]): number[] {
  return shape.map((_, axis) => util.sizeFromShape(shape.slice(axis + 1)));
}
