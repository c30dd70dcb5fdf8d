import { defineKernel, type Kernel } from "../kernel.js";
import type { Value } from "../recording/value.js";
import { activated, checkFused, type FusedActivation } from "./activation.js";
import { expectType } from "./elementwise.js";
import { type Lowered, type Lowering, plain } from "./lowering.js";

interface Transposition {
  transposeA: boolean;
  transposeB: boolean;
}

/** Products of matrices: [..., m, k] · [..., k, n], each also transposed. */
export const matmul: Kernel[] = [
  defineKernel<{ a: Value; b: Value }, Transposition>({
    name: "BatchMatMul",
    infer: ({ inputs: { a, b }, attrs }) => [productOf(a, b, attrs)],
    lower: ({ inputs: { a, b }, attrs }, lowering) => [product(lowering, a, b, attrs)],
  }),
  defineKernel<
    { a: Value; b: Value; bias?: Value | null; preluActivationWeights?: Value | null },
    Transposition & FusedActivation
  >({
    name: "_FusedMatMul",
    infer: ({ inputs: { a, b }, attrs }) => {
      checkFused(attrs);
      return [productOf(a, b, attrs)];
    },
    lower: ({ inputs: { a, b, bias }, attrs }, lowering) => {
      const result = product(lowering, a, b, attrs, bias);
      return [activated(lowering, result, attrs)];
    },
  }),
];

function productOf(a: Value, b: Value, { transposeA, transposeB }: Transposition) {
  for (const factor of [a, b]) expectType("BatchMatMul", factor, ["float32"]);
  const rank = a.shape.length;
  const m = a.shape[transposeA ? rank - 1 : rank - 2] ?? 1;
  const n = b.shape[transposeB ? rank - 2 : rank - 1] ?? 1;
  const batches = a.shape.slice(0, -2).map((side, i) => Math.max(side, b.shape[i] ?? 1));
  return { shape: [...batches, m, n], dtype: a.dtype };
}

/** A batch of one is a plain matrix product, to which the bias can be added on the way. */
function product(
  lowering: Lowering,
  a: Value,
  b: Value,
  attrs: Transposition,
  bias: Value | null = null,
): Lowered {
  const { shape } = productOf(a, b, attrs);
  const { graph } = lowering;
  if (shape.slice(0, -2).every((side) => side === 1)) {
    const factors = [a, b].map((factor) =>
      lowering.reshape(lowering.plain(factor), factor.shape.slice(-2)),
    );
    const inputs = bias ? [...factors, lowering.plain(bias)] : factors;
    const name = graph.node("Gemm", inputs, {
      transA: { i: attrs.transposeA ? 1 : 0 },
      transB: { i: attrs.transposeB ? 1 : 0 },
    });
    return plain(lowering.reshape(name, shape), shape);
  }
  const left = attrs.transposeA ? turned(lowering, a) : lowering.plain(a);
  const right = attrs.transposeB ? turned(lowering, b) : lowering.plain(b);
  const result = graph.node("MatMul", [left, right]);
  return plain(bias ? graph.node("Add", [result, lowering.plain(bias)]) : result, shape);
}

function turned(lowering: Lowering, factor: Value): string {
  const axes = factor.shape.map((_, axis) => axis);
  const rank = axes.length;
  const perm = [...axes.slice(0, -2), rank - 1, rank - 2];
  return lowering.graph.node("Transpose", [lowering.plain(factor)], { perm: { ints: perm } });
}
