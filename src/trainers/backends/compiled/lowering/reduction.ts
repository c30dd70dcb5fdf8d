import { util } from "@tensorflow/tfjs-core";
import { ELEMENT_TYPES } from "../graph/onnx-format.js";
import { defineKernel, type Kernel } from "../kernel.js";
import type { Call, Value } from "../recording/value.js";
import { expectType } from "./elementwise.js";
import { type Lowered, type Lowering, plain } from "./lowering.js";

/** Kernels that take one number from many, along some axes. */
export const reduction: Kernel[] = [
  reduce("Sum", "ReduceSum", ["float32", "int32"]),
  reduce("Mean", "ReduceMean"),
  reduce("Max", "ReduceMax"),
  reduce("Min", "ReduceMin"),
  reduce("Prod", "ReduceProd"),
  position("ArgMax"),
  position("ArgMin"),
];

interface Attrs {
  axis?: number | number[] | null;
  /** How `Max` calls them. */
  reductionIndices?: number | number[] | null;
  keepDims?: boolean;
}

function reduce(name: string, opType: string, types: Value["dtype"][] = ["float32"]): Kernel {
  return defineKernel<{ x: Value }, Attrs>({
    name,
    infer: ({ inputs: { x }, attrs }) => {
      expectType(name, x, types);
      return [{ shape: reducedShape(x.shape, axesOf(x, attrs), attrs.keepDims), dtype: x.dtype }];
    },
    lower: (call, lowering) => [lowerReduction(opType, call, lowering)],
  });
}

function lowerReduction(
  opType: string,
  { inputs: { x }, attrs }: Call<{ x: Value }, Attrs>,
  lowering: Lowering,
): Lowered {
  const axes = axesOf(x, attrs);
  const shape = reducedShape(x.shape, axes, attrs.keepDims);
  if (axes.length === 0) return lowering.held(x);
  const first = lowering.held(x).channelsFirst && staysInOrder(axes, attrs.keepDims);
  const input = first ? lowering.channelsFirst(x) : lowering.plain(x);
  const along = first ? axes.map((axis) => CHANNELS_FIRST_AXIS[axis] as number) : axes;
  const reduced = (type: string, from: string) =>
    lowering.graph.node(type, [from, lowering.graph.indices(along)], {
      keepdims: { i: attrs.keepDims ? 1 : 0 },
    });
  const isExtreme = opType === "ReduceMax" || opType === "ReduceMin";
  const result = reduced(opType, input);
  const name = isExtreme ? orNaN(lowering, result, input, reduced) : result;
  return { name, shape, channelsFirst: first && attrs.keepDims === true };
}

/** onnxruntime passes NaN over when it looks for the largest; a network that has broken down must not seem to answer. */
function orNaN(
  lowering: Lowering,
  result: string,
  input: string,
  reduced: (type: string, from: string) => string,
): string {
  const { graph } = lowering;
  const float = { to: { i: ELEMENT_TYPES.float32 } };
  const marks = reduced("ReduceMax", graph.node("Cast", [graph.node("IsNaN", [input])], float));
  const found = graph.node("Greater", [marks, lowering.scalar(0)]);
  return graph.node("Where", [found, lowering.scalar(Number.NaN), result]);
}

const CHANNELS_FIRST_AXIS = [0, 2, 3, 1]; // where [n, height, width, channels] are in [n, channels, height, width]

/** Are the axes that are left of an image in the same order whether its channels were first or last? */
function staysInOrder(axes: number[], keepDims = false): boolean {
  const leftOfPlace = [1, 2].some((axis) => !axes.includes(axis));
  return keepDims || axes.includes(3) || !leftOfPlace;
}

function position(name: "ArgMax" | "ArgMin"): Kernel {
  return defineKernel<{ x: Value }, { axis: number }>({
    name,
    infer: ({ inputs: { x }, attrs }) => {
      expectType(name, x, ["float32"]);
      return [{ shape: reducedShape(x.shape, axesOf(x, attrs)), dtype: "int32" }];
    },
    lower: ({ inputs: { x }, attrs }, lowering) => {
      const [axis = 0] = axesOf(x, attrs);
      const { graph } = lowering;
      const found = graph.node(name, [lowering.plain(x)], {
        axis: { i: axis },
        keepdims: { i: 0 },
      });
      const result = graph.node("Cast", [found], { to: { i: ELEMENT_TYPES.int32 } });
      return [plain(result, reducedShape(x.shape, [axis]))];
    },
  });
}

function axesOf({ shape }: Value, { axis, reductionIndices }: Attrs): number[] {
  return util.parseAxisParam(axis ?? reductionIndices ?? shape.map((_, i) => i), shape);
}

function reducedShape(shape: number[], axes: number[], keepDims = false): number[] {
  return keepDims
    ? shape.map((side, axis) => (axes.includes(axis) ? 1 : side))
    : shape.filter((_, axis) => !axes.includes(axis));
}
