import { defineKernel, type Kernel, Unlowerable } from "../kernel.js";
import type { Value } from "../recording/value.js";
import { applied, unary, unaryOperator } from "./elementwise.js";
import type { Lowered, Lowering } from "./lowering.js";

const STEEP = 1e38; // times the smallest normal float is above 1

/** Activation functions and the gradients for which tfjs has kernels. */
export const activation: Kernel[] = [
  unaryOperator("Relu"),
  unary("Relu6", relu6),
  unaryOperator("Elu"),
  unaryOperator("Selu"),
  unaryOperator("Sigmoid"),
  unaryOperator("Tanh"),
  unaryOperator("Softplus"),
  unary<{ alpha: number }>("LeakyRelu", ({ graph }, x, { alpha }) =>
    graph.node("LeakyRelu", [x], { alpha: { f: alpha } }),
  ),
  unary<{ alpha: number }>("Step", (lowering, x, { alpha }) => {
    const { graph } = lowering;
    const above = graph.node("Greater", [x, lowering.scalar(0)]);
    const step = graph.node("Where", [above, lowering.scalar(1), lowering.scalar(alpha)]);
    return graph.node("Where", [graph.node("IsNaN", [x]), x, step]);
  }),
  defineKernel<{ x: Value; alpha: Value }>({
    name: "Prelu",
    infer: ({ inputs: { x } }) => [x],
    lower: ({ inputs: { x, alpha } }, lowering) => [applied(lowering, [x, alpha], prelu)],
  }),
  defineKernel<{ dy: Value; y: Value }>({
    name: "EluGrad",
    infer: ({ inputs: { y } }) => [y],
    lower: ({ inputs: { dy, y } }, lowering) => [applied(lowering, [dy, y], eluGradient)],
  }),
  /** dy where x is above zero, else 0. Faster than a comparison: one pass makes the factor 0 or 1. */
  defineKernel<{ dy: Value; x: Value }>({
    name: "ReluGrad",
    infer: ({ inputs: { dy } }) => [dy],
    lower: ({ inputs: { dy, x } }, lowering) => [
      applied(lowering, [dy, x], ({ graph }, gradient, values) => {
        const mask = graph.node("HardSigmoid", [values], { alpha: { f: STEEP }, beta: { f: 0 } });
        return graph.node("Mul", [gradient, mask]);
      }),
    ],
  }),
  defineKernel<{ logits: Value }, { dim: number }>({
    name: "Softmax",
    infer: ({ inputs: { logits } }) => [logits],
    lower: ({ inputs: { logits }, attrs: { dim } }, lowering) => [
      {
        name: lowering.graph.node("Softmax", [lowering.plain(logits)], { axis: { i: dim } }),
        shape: logits.shape,
        channelsFirst: false,
      },
    ],
  }),
];

/** What a fused kernel does to its result at the end. */
export interface FusedActivation {
  activation?: string;
  leakyreluAlpha?: number;
}

export function checkFused({ activation: name = "linear" }: FusedActivation): void {
  if (name !== "linear" && !(name in fused)) throw new Unlowerable(`the fused activation ${name}`);
}

export function activated(
  lowering: Lowering,
  result: Lowered,
  { activation: name = "linear", leakyreluAlpha = 0.2 }: FusedActivation,
): Lowered {
  const apply = fused[name];
  return apply ? { ...result, name: apply(lowering, result.name, leakyreluAlpha) } : result;
}

const fused: Record<string, (lowering: Lowering, x: string, alpha: number) => string> = {
  relu: ({ graph }, x) => graph.node("Relu", [x]),
  relu6,
  elu: ({ graph }, x) => graph.node("Elu", [x]),
  sigmoid: ({ graph }, x) => graph.node("Sigmoid", [x]),
  leakyrelu: ({ graph }, x, alpha) => graph.node("LeakyRelu", [x], { alpha: { f: alpha } }),
};

function relu6(lowering: Lowering, x: string): string {
  return lowering.graph.node("Clip", [x, lowering.scalar(0), lowering.scalar(6)]);
}

function prelu(lowering: Lowering, x: string, alpha: string): string {
  const { graph } = lowering;
  const below = graph.node("Min", [x, lowering.scalar(0)]);
  return graph.node("Add", [graph.node("Relu", [x]), graph.node("Mul", [alpha, below])]);
}

/** y is exp(x) − 1 below zero, whose slope is y + 1. */
function eluGradient(lowering: Lowering, dy: string, y: string): string {
  const { graph } = lowering;
  const slope = graph.node("Add", [graph.node("Min", [y, lowering.scalar(0)]), lowering.scalar(1)]);
  return graph.node("Mul", [dy, slope]);
}
